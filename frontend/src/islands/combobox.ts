// The combobox of WAI-ARIA (list autocomplete) over an address that answers [{id, label, detail}].
import { make } from "./dom";

export type Suggestion = { id: string | number; label: string; detail?: string; url?: string };

const WAIT = 200;
const SHORTEST = 2;

export class Combobox {
  private timer = 0;
  private asked?: AbortController;
  private found: Suggestion[] = [];
  private at = -1;

  constructor(
    private readonly box: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly status: HTMLElement,
    private readonly source: string,
    private readonly chosen: (one: Suggestion) => void,
    private readonly typed: () => void = () => undefined,
  ) {
    box.addEventListener("input", () => this.changed());
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.choose(this.items.indexOf((event.target as Element).closest("li")!)));
  }

  private get items(): HTMLElement[] {
    return [...this.list.children] as HTMLElement[];
  }

  private changed(): void {
    this.typed();
    clearTimeout(this.timer);
    if (this.box.value.trim().length < SHORTEST) return this.close();
    this.timer = window.setTimeout(() => this.ask(), WAIT);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = `${this.source}?q=${encodeURIComponent(this.box.value.trim())}`;
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok && document.activeElement === this.box) this.open((await answer.json()) as Suggestion[]);
    } catch {
      // Aborted by the next letter, or no network: the typed text still goes with the form.
    }
  }

  private open(found: Suggestion[]): void {
    this.found = found;
    this.at = -1;
    this.box.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...found.map((one, index) => this.option(one, index)));
    this.list.hidden = found.length === 0;
    this.box.setAttribute("aria-expanded", String(found.length > 0));
    this.status.textContent = found.length
      ? `${found.length} risultati, usa le frecce per scegliere.`
      : "Nessun risultato.";
  }

  private option(one: Suggestion, index: number): HTMLElement {
    const item = make("li", { role: "option", id: `${this.list.id}_${index}`, "aria-selected": "false" }, make("span", {}, one.label));
    if (one.detail) item.append(make("small", {}, one.detail));
    return item;
  }

  private pressed(event: KeyboardEvent): void {
    const { items } = this;
    if (this.list.hidden || !items.length) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const from = event.key === "ArrowDown" ? this.at + 1 : Math.max(this.at, 0) - 1;
      this.mark(items, (from + items.length) % items.length);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    }
  }

  private mark(items: HTMLElement[], at: number): void {
    items[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    items[at].setAttribute("aria-selected", "true");
    items[at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", items[at].id);
  }

  private choose(at: number): void {
    const one = this.found[at];
    if (!one) return;
    this.box.value = one.label;
    this.close();
    this.chosen(one);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}
