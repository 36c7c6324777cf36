// The combobox of WAI-ARIA (list autocomplete) over an address that suggests.
import { fresh, make } from "./dom";

type Suggestion = { id: string | number; label: string; detail?: string };

const WAIT = 200;
const SHORTEST = 2;

class Picker {
  private readonly key: HTMLInputElement;
  private readonly box: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private timer = 0;
  private asked?: AbortController;
  private at = -1;

  constructor(private readonly root: HTMLElement) {
    this.key = root.querySelector<HTMLInputElement>("input[type=hidden]")!;
    this.box = root.querySelector<HTMLInputElement>("[role=combobox]")!;
    this.list = root.querySelector<HTMLElement>("[role=listbox]")!;
    this.status = root.querySelector<HTMLElement>("[role=status]")!;
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose((event.target as Element).closest("li")));
  }

  private typed(): void {
    this.key.value = "";
    clearTimeout(this.timer);
    if (this.box.value.trim().length < SHORTEST) return this.close();
    this.timer = window.setTimeout(() => this.ask(), WAIT);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = `${this.root.dataset.picker}?q=${encodeURIComponent(this.box.value.trim())}`;
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.open((await answer.json()) as Suggestion[]);
    } catch {
      // Aborted by the next letter, or no network: the typed text still goes with the form.
    }
  }

  private open(found: Suggestion[]): void {
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
    item.dataset.key = String(one.id);
    item.dataset.label = one.label;
    return item;
  }

  private pressed(event: KeyboardEvent): void {
    const items = [...this.list.children] as HTMLElement[];
    if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      return this.close();
    }
    if (!items.length || this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(items, (this.at + step + items.length) % items.length);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(items[this.at]);
    }
  }

  private mark(items: HTMLElement[], at: number): void {
    items[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    items[at].setAttribute("aria-selected", "true");
    items[at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", items[at].id);
  }

  private choose(item: HTMLElement | null): void {
    if (!item) return;
    this.box.value = item.dataset.label ?? "";
    this.key.value = item.dataset.key ?? "";
    this.close();
    this.key.dispatchEvent(new Event("input", { bubbles: true }));
    this.key.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private close(): void {
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

export function start(root: ParentNode): void {
  for (const element of fresh<HTMLElement>(root, "[data-picker]")) if (element.dataset.picker) new Picker(element);
}
