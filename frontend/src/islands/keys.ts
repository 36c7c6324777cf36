// Keys for who works here all day: «/» search, «g» and a letter to go, «?» help. Each device may switch them off.
const OFF = "pico.shortcuts.off";
const PAUSE = 1500;

let going = 0;

function isOn(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function setOn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}

function search(): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-shortcut="/"]')];
  const box = boxes.find((one) => one.offsetParent);
  box?.focus();
  box?.select();
  return box !== undefined;
}

function help(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>("#shortcuts");
  dialog?.showModal();
  return dialog !== null;
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return link !== null;
}

function handled(key: string): boolean {
  if (Date.now() - going < PAUSE) {
    going = 0;
    return go(key);
  }
  if (key === "g") going = Date.now();
  if (key === "/") return search();
  return key === "?" && help();
}

function isTyping(): boolean {
  const here = document.activeElement as HTMLElement | null;
  return Boolean(here?.isContentEditable || here?.matches("input, textarea, select"));
}

export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping() || !isOn()) return;
    if (document.querySelector("dialog[open]")) return;
    if (handled(event.key)) event.preventDefault();
  });
  document.querySelector("[data-shortcuts]")?.addEventListener("click", help);
  const box = document.querySelector<HTMLInputElement>("[data-shortcuts-on]");
  if (!box) return;
  box.checked = isOn();
  box.addEventListener("change", () => setOn(box.checked));
}
