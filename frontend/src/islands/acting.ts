// A page speaks for the ente it was drawn for: meanwhile another tab may have changed ente.

/** The membership this page was drawn for, as the server asks for it; nothing for a visitor. */
export function acting(): string {
  return document.body.dataset.acting ?? "";
}

/** Say with each form for whom it was filled in; the server refuses when that is no longer so. */
export function listen(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    // By attribute: a field called «action» or «method» would stand in the way.
    if (form.getAttribute("method")?.toLowerCase() !== "post" || !acting()) return;
    const sender = (event as SubmitEvent).submitter?.hasAttribute("formaction") ? (event as SubmitEvent).submitter! : form;
    const name = sender === form ? "action" : "formaction";
    const address = new URL(sender.getAttribute(name) || location.href, location.href);
    if (address.origin !== location.origin) return;
    address.searchParams.set("_per", acting());
    sender.setAttribute(name, address.toString());
  }, true);
}
