// One row of a long list: the choice goes in a hidden field, the typed text goes too.
import { Combobox } from "./combobox";
import { fresh } from "./dom";

function begin(root: HTMLElement): void {
  const key = root.querySelector<HTMLInputElement>("input[type=hidden]")!;
  const box = root.querySelector<HTMLInputElement>("[role=combobox]")!;
  const list = root.querySelector<HTMLElement>("[role=listbox]")!;
  const status = root.querySelector<HTMLElement>("[role=status]")!;
  const chosen = (value: string): void => {
    key.value = value;
    key.dispatchEvent(new Event("input", { bubbles: true }));
    key.dispatchEvent(new Event("change", { bubbles: true }));
  };
  new Combobox(box, list, status, root.dataset.picker!, (one) => chosen(String(one.id)), () => (key.value = ""));
}

export function start(root: ParentNode): void {
  for (const element of fresh<HTMLElement>(root, "[data-picker]")) if (element.dataset.picker) begin(element);
}
