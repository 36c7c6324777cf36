// Menus made of <details>: one open at a time, closed by Escape or a click outside; drawers on a phone.
import { fresh } from "./dom";

const WIDE = "(min-width: 992px)";

function closeOthers(kept: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]"))
    if (!kept || !(menu === kept || menu.contains(kept))) menu.open = false;
}

function setDrawer(drawer: HTMLElement, button: HTMLElement, open: boolean): void {
  drawer.classList.toggle("is-open", open);
  document.documentElement.classList.toggle("has-drawer", open);
  button.setAttribute("aria-expanded", String(open));
  if (open) drawer.querySelector<HTMLElement>("button, a, summary")?.focus();
  else button.focus();
}

function keepInside(drawer: HTMLElement, event: KeyboardEvent): void {
  const stops = [...drawer.querySelectorAll<HTMLElement>("a[href], button, summary")].filter((one) => one.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
}

function startDrawer(button: HTMLElement): void {
  const drawer = document.getElementById(button.dataset.drawer ?? "");
  if (!drawer) return;
  button.addEventListener("click", () => setDrawer(drawer, button, true));
  drawer.querySelector("[data-drawer-close]")?.addEventListener("click", () => setDrawer(drawer, button, false));
  drawer.addEventListener("keydown", (event) => {
    if (!drawer.classList.contains("is-open")) return;
    if (event.key === "Escape") setDrawer(drawer, button, false);
    if (event.key === "Tab") keepInside(drawer, event);
  });
}

export function listen(): void {
  document.addEventListener("click", (event) => closeOthers((event.target as Element).closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector<HTMLDetailsElement>("details[data-menu][open]");
    if (open?.contains(document.activeElement)) open.querySelector("summary")?.focus();
    closeOthers(null);
  });
}

export function start(root: ParentNode): void {
  for (const button of fresh<HTMLElement>(root, "[data-drawer]")) startDrawer(button);
  const wide = matchMedia(WIDE);
  for (const panel of fresh<HTMLDetailsElement>(root, "details[data-open-wide]")) {
    panel.open = wide.matches;
    wide.addEventListener("change", () => (panel.open = wide.matches));
  }
}
