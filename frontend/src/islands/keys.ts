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

function line(keys: string, label: string): HTMLElement[] {
  const term = document.createElement("dt");
  const said = document.createElement("dd");
  for (const key of keys.split(" ")) {
    const drawn = document.createElement("kbd");
    drawn.textContent = key;
    term.append(drawn, " ");
  }
  said.textContent = label;
  return [term, said];
}

function help(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>("#shortcuts");
  const place = dialog?.querySelector("[data-shortcuts-page]");
  const pairs = [...document.querySelectorAll<HTMLElement>("[data-key][data-key-label]")];
  const walks = document.querySelector<HTMLElement>("[data-key-rows]");
  place?.replaceChildren(
    ...(walks ? line("j k", walks.dataset.keyRows!) : []),
    ...pairs.flatMap((one) => line(one.dataset.key!, one.dataset.keyLabel!)),
  );
  dialog?.showModal();
  return dialog !== null;
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return link !== null;
}

/** What a page offers under a letter of its own: `data-key="t"` on a link, a button or a field. */
function own(letter: string): boolean {
  const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(letter)}"]`);
  if (found?.matches("input, textarea, select, [contenteditable]")) found.focus();
  else found?.click();
  return found !== null;
}

/** Up and down the rows of a list that says `data-key-rows`. */
function walk(step: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-key-rows] tbody tr td a")].filter(
    (one) => one === one.closest("tr")?.querySelector("td a"),
  );
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)].focus();
  return true;
}

function handled(key: string): boolean {
  if (Date.now() - going < PAUSE) {
    going = 0;
    return go(key);
  }
  if (key === "g") going = Date.now();
  if (key === "/") return search();
  if (key === "?") return help();
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  return own(key);
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
