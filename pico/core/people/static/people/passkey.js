// Says why a passkey did not work: without this the button seems dead.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-error]");
  if (!place) return;
  event.preventDefault();
  const cancelled = event.detail.exception?.name === "NotAllowedError";
  place.textContent = cancelled ? place.dataset.cancelled : place.dataset.failed;
  place.hidden = false;
});
