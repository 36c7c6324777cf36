// A folded choice says on its line what is chosen, also before the list is drawn anew.
import { fresh } from "./dom";

function say(select: HTMLSelectElement, summary: HTMLElement): void {
  const chosen = [...select.selectedOptions].map((option) => option.label);
  const several = (summary.dataset.several ?? "").replace("{n}", String(chosen.length));
  const line = summary.querySelector("span");
  if (line) line.textContent = chosen.length > 1 ? several : (chosen[0] ?? summary.dataset.none ?? "");
}

export function start(root: ParentNode): void {
  for (const folded of fresh<HTMLDetailsElement>(root, ".pico-folded")) {
    const select = folded.querySelector("select");
    const summary = folded.querySelector("summary");
    if (select && summary) select.addEventListener("change", () => say(select, summary));
  }
}
