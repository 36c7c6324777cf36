// While «@na…» is being typed in an editor: a list of who it may be; the choice becomes a link.
import { make } from "./dom";
import { put } from "./putting";
import type { Suggestion } from "./combobox";

const WAIT = 180;
const BEGUN = /(?:^|[\s(«"])@([\p{L}\p{N}_.'-]{2,40}(?: [\p{L}'-]{1,30})?)$/u;

export class Mentions {
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private timer = 0;
  private found: Suggestion[] = [];
  private at = -1;
  private asked?: AbortController;

  constructor(
    private readonly box: HTMLElement,
    root: HTMLElement,
    private readonly source: string,
    private readonly changed: () => void,
  ) {
    this.list = make("ul", { class: "pico-picker-list pico-rich-mentions", role: "listbox", id: `${box.id}_mentions`, "aria-label": "Persone ed enti", hidden: "" });
    this.status = make("p", { class: "visually-hidden", role: "status" });
    root.append(this.list, this.status);
    box.addEventListener("input", () => this.later());
    box.addEventListener("keydown", (event) => this.pressed(event), true);
    box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose([...this.list.children].indexOf((event.target as Element).closest("li")!)));
  }

  private begun(): { node: Text; from: number; words: string } | null {
    const selection = getSelection();
    const node = selection?.anchorNode;
    if (!selection?.isCollapsed || !(node instanceof Text) || !this.box.contains(node)) return null;
    const words = BEGUN.exec(node.data.slice(0, selection.anchorOffset))?.[1];
    return words ? { node, from: selection.anchorOffset - words.length - 1, words } : null;
  }

  private later(): void {
    clearTimeout(this.timer);
    const begun = this.begun();
    if (!begun) return this.close();
    this.timer = window.setTimeout(() => void this.ask(begun.words), WAIT);
  }

  private async ask(words: string): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${this.source}?q=${encodeURIComponent(words)}`, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok && this.begun()) this.open((await answer.json()) as Suggestion[]);
    } catch {
      // Aborted by the next letter, or no network: the name stays as it was typed.
    }
  }

  private open(found: Suggestion[]): void {
    this.found = found;
    this.list.replaceChildren(...found.map((one, index) => {
      const item = make("li", { role: "option", id: `${this.list.id}_${index}`, "aria-selected": "false" }, make("span", {}, one.label));
      if (one.detail) item.append(make("small", {}, one.detail));
      return item;
    }));
    this.list.hidden = !found.length;
    this.status.textContent = found.length ? `${found.length} risultati, usa le frecce per scegliere.` : "";
    this.mark(found.length ? 0 : -1);
  }

  private mark(at: number): void {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const item = this.list.children[at];
    item?.setAttribute("aria-selected", "true");
    if (item) this.box.setAttribute("aria-activedescendant", item.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.at + step + this.found.length) % this.found.length);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(at: number): void {
    const one = this.found[at];
    const begun = this.begun();
    this.close();
    if (!one?.url || !begun) return;
    const range = document.createRange();
    range.setStart(begun.node, begun.from);
    range.setEnd(begun.node, begun.from + begun.words.length + 1);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    put(this.box, [make("a", { href: one.url }, `@${one.label}`), document.createTextNode("\u00a0")]);
    this.changed();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.mark(-1);
  }
}
