// Formatted text: a toolbar over an editable box, which writes its HTML into the field of the form.
// The server cleans whatever comes; here we only keep what is pasted from Word tidy to the eye.
import { fresh, make } from "./dom";
import { Mentions } from "./mentions";
import { put } from "./putting";

type Tool = { label: string; sign: string; key?: string; run: (editor: Editor) => void; on?: () => boolean };

const KEPT = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "A", "BLOCKQUOTE", "CODE", "PRE", "H3", "H4"]);
const NAMES: Record<string, string> = { B: "STRONG", I: "EM", DIV: "P", H1: "H3", H2: "H3", H5: "H4", H6: "H4" };
const DROPPED = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "XML", "TEMPLATE", "HEAD"]);
const ADDRESS = /^(https?:\/\/|mailto:|tel:|\/)/i;

const inside = (tag: string): boolean => {
  const node = getSelection()?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  return Boolean(element?.closest(".pico-rich-box") && element.closest(tag));
};
const state = (command: string) => (): boolean => document.queryCommandState(command);
const command = (name: string, value?: string) => (): void => void document.execCommand(name, false, value);
const block = (tag: string) => (): void =>
  void document.execCommand("formatBlock", false, inside(tag) ? "p" : tag);

const TOOLS: Tool[] = [
  { label: "Grassetto", sign: "G", key: "b", run: command("bold"), on: state("bold") },
  { label: "Corsivo", sign: "C", key: "i", run: command("italic"), on: state("italic") },
  { label: "Elenco puntato", sign: "•", run: command("insertUnorderedList"), on: state("insertUnorderedList") },
  { label: "Elenco numerato", sign: "1.", run: command("insertOrderedList"), on: state("insertOrderedList") },
  { label: "Collegamento", sign: "Link", key: "k", run: (editor) => editor.askLink(), on: () => inside("a") },
  { label: "Citazione", sign: "«»", run: block("blockquote"), on: () => inside("blockquote") },
  { label: "Codice", sign: "</>", run: block("pre"), on: () => inside("pre") },
];
const HEADINGS: Tool[] = [
  { label: "Titolo di sezione", sign: "T", run: block("h3"), on: () => inside("h3") },
  { label: "Titolo di sottosezione", sign: "t", run: block("h4"), on: () => inside("h4") },
];

/** A piece of foreign HTML with only the house's tags and no attributes but the address of links. */
function tidy(from: Node, to: Node): void {
  for (const node of [...from.childNodes]) {
    if (node.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(node.nodeValue ?? ""));
    if (!(node instanceof Element) || DROPPED.has(node.tagName) || node.tagName.includes(":O")) continue;
    const name = NAMES[node.tagName] ?? node.tagName;
    if (!KEPT.has(name)) {
      tidy(node, to);
      continue;
    }
    const kept = document.createElement(name);
    const href = node.getAttribute("href") ?? "";
    if (name === "A" && ADDRESS.test(href)) kept.setAttribute("href", href);
    tidy(node, kept);
    if (name === "BR" || kept.textContent?.trim()) to.appendChild(kept);
  }
}

function tidied(html: string): Node[] {
  // Styles go before the parsing: the policy of the page would complain of each.
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, " ");
  const page = new DOMParser().parseFromString(bare, "text/html");
  const box = document.createElement("div");
  tidy(page.body, box);
  return [...box.childNodes];
}

class Editor {
  readonly box: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly linkRow: HTMLElement;
  private readonly linkBox: HTMLInputElement;
  private selected: Range | null = null;
  private readonly buttons: [Tool, HTMLButtonElement][] = [];

  constructor(private readonly root: HTMLElement, private readonly area: HTMLTextAreaElement) {
    const id = area.id;
    const label = document.querySelector<HTMLElement>(`label[for="${CSS.escape(id)}"]`);
    if (label) label.id ||= `${id}_label`;
    area.id = `${id}_source`;
    area.hidden = true;
    area.required = false;
    this.box = make("div", {
      class: "pico-rich-box form-control", id, contenteditable: "true", role: "textbox", "aria-multiline": "true",
    });
    if (label) this.box.setAttribute("aria-labelledby", label.id);
    else this.box.setAttribute("aria-label", area.getAttribute("aria-label") ?? "Testo");
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = area.getAttribute(name);
      if (value) this.box.setAttribute(name, value);
    }
    this.box.style.minHeight = `${Math.max(3, area.rows) * 1.5}em`;
    this.box.innerHTML = this.first();
    this.linkBox = make("input", { type: "url", class: "form-control", placeholder: "https://", "aria-label": "Indirizzo del collegamento" });
    this.linkRow = this.makeLinkRow();
    this.bar = this.makeBar(id);
    root.append(this.bar, this.linkRow, this.box, make("input", { type: "hidden", name: root.dataset.richText!, value: "html" }));
    label?.addEventListener("click", () => this.box.focus());
    this.listen();
    if (root.dataset.richSource) new Mentions(this.box, root, root.dataset.richSource, () => this.changed());
  }

  /** What there was: the formatted text, or the plain one as paragraphs. */
  private first(): string {
    const kept = this.root.querySelector("template");
    if (kept) return kept.innerHTML;
    const lines = this.area.value.split(/\n{2,}/).filter((one) => one.trim());
    return lines.map((one) => {
      const paragraph = make("p", {});
      paragraph.innerText = one;
      return paragraph.outerHTML;
    }).join("");
  }

  private listen(): void {
    document.execCommand("defaultParagraphSeparator", false, "p");
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("paste", (event) => this.paste(event));
    this.box.addEventListener("drop", (event) => event.dataTransfer?.files.length && event.preventDefault());
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("selectionchange", () => document.activeElement === this.box && this.mark());
    this.area.form?.addEventListener("submit", () => this.changed());
    this.area.addEventListener("rich:set", (event) => this.append((event as CustomEvent<string>).detail));
  }

  private makeBar(id: string): HTMLElement {
    const bar = make("div", { class: "pico-rich-bar", role: "toolbar", "aria-label": "Formato del testo", "aria-controls": id });
    const tools = "richHeadings" in this.root.dataset ? [...HEADINGS, ...TOOLS] : TOOLS;
    tools.forEach((tool, at) => {
      const title = tool.key ? `${tool.label} (Ctrl+${tool.key.toUpperCase()})` : tool.label;
      const button = make("button", { type: "button", title, "aria-label": tool.label, "aria-pressed": "false", tabindex: at ? "-1" : "0", "data-sign": tool.sign });
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.use(tool));
      this.buttons.push([tool, button]);
      bar.append(button);
    });
    bar.addEventListener("keydown", (event) => this.walk(event));
    return bar;
  }

  /** The arrows move along the toolbar, which is one stop of the Tab key. */
  private walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = this.buttons.map(([, button]) => button);
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const next = all[(at + step + all.length) % all.length];
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }

  private makeLinkRow(): HTMLElement {
    const row = make("div", { class: "pico-rich-link", hidden: "" }, this.linkBox);
    const put = make("button", { type: "button", class: "btn btn-primary btn-sm" }, "Inserisci");
    const leave = make("button", { type: "button", class: "btn btn-outline-secondary btn-sm" }, "Annulla");
    put.addEventListener("click", () => this.putLink());
    leave.addEventListener("click", () => this.closeLink());
    this.linkBox.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") this.putLink();
      else this.closeLink();
    });
    row.append(put, leave);
    return row;
  }

  askLink(): void {
    const selection = getSelection();
    if (inside("a")) return command("unlink")();
    this.selected = selection?.rangeCount && this.box.contains(selection.anchorNode) ? selection.getRangeAt(0).cloneRange() : null;
    this.linkRow.hidden = false;
    this.linkBox.value = "";
    this.linkBox.focus();
  }

  private closeLink(): void {
    this.linkRow.hidden = true;
    this.box.focus();
    if (this.selected) {
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(this.selected);
    }
  }

  private putLink(): void {
    let address = this.linkBox.value.trim();
    if (address && !ADDRESS.test(address)) address = `https://${address}`;
    this.closeLink();
    if (!address) return;
    if (this.selected?.collapsed ?? true) {
      put(this.box, [make("a", { href: address }, address)]);
    } else document.execCommand("createLink", false, address);
    this.changed();
  }

  private use(tool: Tool): void {
    this.box.focus();
    tool.run(this);
    this.changed();
  }

  private pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const tool = TOOLS.find((one) => one.key === event.key.toLowerCase());
    if (!tool) return;
    event.preventDefault();
    this.use(tool);
  }

  private paste(event: ClipboardEvent): void {
    const html = event.clipboardData?.getData("text/html");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!html && !text) return;
    event.preventDefault();
    if (html) put(this.box, tidied(html));
    else document.execCommand("insertText", false, text);
    this.changed();
  }

  /** Add something at the end, as «Cita» does, and go on writing after it. */
  private append(html: string): void {
    if (!this.box.textContent?.trim()) this.box.replaceChildren();
    this.box.append(...tidied(html), make("p", {}, make("br")));
    this.box.focus();
    const end = document.createRange();
    end.selectNodeContents(this.box.lastElementChild ?? this.box);
    end.collapse(true);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(end);
    this.changed();
  }

  private changed(): void {
    this.area.value = this.box.textContent?.trim() ? this.box.innerHTML : "";
    this.mark();
  }

  private mark(): void {
    for (const [tool, button] of this.buttons) button.setAttribute("aria-pressed", String(tool.on?.() ?? false));
  }
}

export function start(root: ParentNode): void {
  for (const element of fresh<HTMLElement>(root, "[data-rich-text]")) {
    const area = element.querySelector("textarea");
    if (area) new Editor(element, area);
  }
}
