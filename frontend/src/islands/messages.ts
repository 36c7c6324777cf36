// Notes on top of the page: closed by hand; the error summary takes the focus.
import { fresh, make } from "./dom";

function closer(): HTMLButtonElement {
  const button = make("button", { type: "button", class: "btn-close", "aria-label": "Chiudi avviso" }, "×");
  button.addEventListener("click", () => button.parentElement?.remove());
  return button;
}

export function show(text: string, kind = "danger"): void {
  const box = document.getElementById("messages");
  box?.append(make("div", { class: `alert alert-${kind} alert-dismissible`, role: "alert" }, text, closer()));
}

export function start(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, "[data-dismiss]"))
    button.addEventListener("click", () => button.closest(".alert")?.remove());
  for (const summary of fresh<HTMLElement>(root, "[data-focus]")) summary.focus();
}
