// A panel beside the page: what HTMX puts in a <dialog data-panel> is shown, and closed as any dialog.
import { fresh } from "./dom";

export function start(root: ParentNode): void {
  for (const panel of fresh<HTMLDialogElement>(root, "dialog[data-panel]")) {
    panel.addEventListener("htmx:afterSwap", (event) => {
      if (event.target === panel && !panel.open) panel.showModal();
    });
    panel.addEventListener("click", (event) => {
      const at = event.target as HTMLElement;
      if (at === panel || at.closest("[data-panel-close]")) panel.close();
    });
  }
}
