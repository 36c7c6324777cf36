// Rows chosen in a list: the actions appear with the first one, the count says how many.
import { fresh } from "./dom";

function begin(form: HTMLFormElement): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[form="${form.id}"][type=checkbox]`)];
  const all = form.querySelector<HTMLInputElement>("[data-bulk-all]")!;
  const count = form.querySelector<HTMLElement>(".pico-bulk-count")!;
  const tell = (): void => {
    const chosen = boxes.filter((one) => one.checked).length;
    form.classList.toggle("has-chosen", chosen > 0);
    count.textContent = chosen ? `${chosen} ${chosen === 1 ? "scelto" : "scelti"}` : "";
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  for (const box of boxes) box.addEventListener("change", tell);
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  tell();
}

export function start(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-bulk]")) begin(form);
}
