// Questions that open under their button; an address with an anchor opens its own.
import { fresh } from "./dom";

function toggle(button: HTMLElement, open: boolean): void {
  const answer = document.getElementById(button.getAttribute("aria-controls") ?? "");
  button.setAttribute("aria-expanded", String(open));
  if (answer) answer.hidden = !open;
}

function openAnchor(): void {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const button = target?.querySelector<HTMLElement>("[data-expands]");
  if (button) toggle(button, true);
}

export function start(root: ParentNode): void {
  const buttons = fresh<HTMLElement>(root, "[data-expands]");
  for (const button of buttons)
    button.addEventListener("click", () => toggle(button, button.getAttribute("aria-expanded") !== "true"));
  if (buttons.length) openAnchor();
}

export function listen(): void {
  window.addEventListener("hashchange", openAnchor);
}
