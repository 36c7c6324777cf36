// A question before a dangerous step: the <details> of the page becomes a dialog.
import { fresh, make } from "./dom";

export function start(root: ParentNode): void {
  for (const details of fresh<HTMLDetailsElement>(root, "details[data-confirm]")) {
    const box = details.querySelector<HTMLElement>(".pico-confirm-box");
    const summary = details.querySelector("summary");
    if (!box || !summary) continue;
    box.removeAttribute("role");
    const dialog = make("dialog", { class: "pico-dialog", "aria-labelledby": box.getAttribute("aria-labelledby") ?? "" }, box);
    details.after(dialog);
    summary.setAttribute("role", "button");
    summary.setAttribute("aria-haspopup", "dialog");
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
    box.querySelector("[data-confirm-cancel]")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}
