// Search boxes that suggest: a choice goes to its page, Enter searches as without suggestions.
import { Combobox } from "./combobox";
import { fresh, make } from "./dom";

function begin(box: HTMLInputElement): void {
  const list = make("ul", { class: "pico-picker-list", role: "listbox", id: `${box.id}_list`, "aria-label": "Suggerimenti" });
  const status = make("span", { class: "visually-hidden", role: "status" });
  list.hidden = true;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  (box.parentElement ?? box).append(list, status);
  new Combobox(box, list, status, box.dataset.suggest!, (one) => one.url && location.assign(one.url));
}

export function start(root: ParentNode): void {
  for (const box of fresh<HTMLInputElement>(root, "input[data-suggest]")) if (box.dataset.suggest) begin(box);
}
