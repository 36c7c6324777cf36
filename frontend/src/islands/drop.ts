// Files dropped or chosen: kind and size checked at once, one progress each. Where the page says, each goes
// at once: small ones whole, large ones in pieces that go on after a cut, also in a page opened again.
import { acting } from "./acting";
import { csrfToken, fresh, make, size } from "./dom";

const WHOLE = 4_000_000; // bytes: below, one request is quicker than three
const AT_ONCE = 3;
const PATIENCE = 8; // cuts in a row before the person is asked

type Said = { id?: string | number; url?: string; received?: number; chunk_bytes?: number; message?: string; code?: string };
type Answer = { status: number; said: Said };

class Cut extends Error {}
class Refused extends Error {}

/** One file on its way: what the server must know to go on with it. */
class Sending {
  private request: XMLHttpRequest | null = null;
  private isStopped = false;
  private url = "";

  constructor(
    readonly file: File,
    private readonly address: string,
    private readonly told: (share: number) => void,
  ) {}

  async send(): Promise<string> {
    return this.file.size <= WHOLE ? this.whole() : this.pieces();
  }

  stop(): void {
    this.isStopped = true;
    this.request?.abort();
    if (this.url) void this.ask("DELETE", this.url);
  }

  private async whole(): Promise<string> {
    const body = new FormData();
    body.append("file", this.file);
    return String(accepted(await this.ask("POST", this.address, body, {}, (done) => this.told(done / this.file.size))).id);
  }

  private async pieces(): Promise<string> {
    const { name, size, lastModified } = this.file;
    const order = JSON.stringify({ name, size, mark: String(lastModified) });
    const begun = accepted(await this.patiently(() => this.ask("POST", this.address, order, { "Content-Type": "application/json" })));
    this.url = begun.url!;
    let at = begun.received ?? 0;
    while (at < size) at = await this.patiently(() => this.piece(at, begun.chunk_bytes!));
    return String(accepted(await this.patiently(() => this.ask("POST", `${this.url}controllo/`))).id);
  }

  /** Send the piece that begins here; say where the server is afterwards. */
  private async piece(at: number, most: number): Promise<number> {
    const part = this.file.slice(at, at + most);
    const headers: Record<string, string> = { "Upload-Offset": String(at), "Content-Type": "application/octet-stream" };
    if (crypto.subtle) headers["Content-Digest"] = `sha-256=:${await digest(part)}:`;
    const answer = await this.ask("PUT", this.url, part, headers, (done) => this.told((at + done) / this.file.size));
    if (["wrong_offset", "wrong_digest", "cut_piece"].includes(answer.said.code ?? "")) {
      return accepted(await this.ask("GET", this.url)).received ?? 0;
    }
    return accepted(answer).received ?? 0;
  }

  /** Try again after a cut of the network, later each time, and at once when it comes back. */
  private async patiently<T>(step: () => Promise<T>): Promise<T> {
    for (let times = 1; ; times += 1) {
      try {
        return await step();
      } catch (fault) {
        if (this.isStopped || !(fault instanceof Cut) || times >= PATIENCE) throw fault;
        await pause(Math.min(500 * 2 ** times, 20_000));
      }
    }
  }

  private ask(
    verb: string,
    url: string,
    body: XMLHttpRequestBodyInit | null = null,
    headers: Record<string, string> = {},
    told: (done: number) => void = () => {},
  ): Promise<Answer> {
    return new Promise((answer, refuse) => {
      const request = new XMLHttpRequest();
      if (verb !== "DELETE") this.request = request;
      request.upload.addEventListener("progress", (event) => told(event.loaded));
      request.addEventListener("load", () => {
        if (request.status >= 500) return refuse(new Cut());
        answer({ status: request.status, said: parsed(request.responseText) });
      });
      request.addEventListener("error", () => refuse(new Cut()));
      request.addEventListener("abort", () => refuse(new Refused()));
      request.open(verb, url);
      const sent = { "X-CSRFToken": csrfToken(), Accept: "application/json", ...(acting() ? { "X-Acting": acting() } : {}), ...headers };
      for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
      request.send(body);
    });
  }
}

function parsed(text: string): Said {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return {};
  }
}

function accepted({ status, said }: Answer): Said {
  if (status >= 300 || said.id === undefined) throw new Refused(said.message ?? "Non caricato.");
  return said;
}

async function digest(part: Blob): Promise<string> {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
  return btoa(String.fromCharCode(...found));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    const wake = (): void => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      done();
    };
    const timer = setTimeout(wake, milliseconds);
    addEventListener("online", wake);
  });
}

class Drop {
  private readonly input: HTMLInputElement;
  private readonly zone: HTMLElement;
  private readonly list: HTMLElement;
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly taken = new Set<string>();
  private busy = 0;

  constructor(private readonly root: HTMLElement) {
    this.input = root.querySelector<HTMLInputElement>("input[type=file]")!;
    this.zone = root.querySelector<HTMLElement>(".pico-drop-zone")!;
    this.list = root.querySelector<HTMLElement>(".pico-drop-list")!;
    this.input.addEventListener("change", () => this.chosen());
    for (const name of ["dragenter", "dragover"]) this.zone.addEventListener(name, () => this.zone.classList.add("is-over"));
    for (const name of ["dragleave", "drop"]) this.zone.addEventListener(name, () => this.zone.classList.remove("is-over"));
    if (root.dataset.url) this.guard();
  }

  private chosen(): void {
    const files = [...(this.input.files ?? [])];
    const good = new DataTransfer();
    if (!this.root.dataset.url) this.list.replaceChildren();
    for (const file of files) {
      if (this.root.dataset.url && this.taken.has(mark(file))) continue;
      const fault = this.fault(file);
      const row = this.row(file, fault);
      if (fault) continue;
      if (this.root.dataset.url) this.queue(file, row);
      else good.items.add(file);
    }
    this.input.files = good.files;
  }

  private fault(file: File): string {
    const kinds = (this.root.dataset.accept ?? "").split(",").filter(Boolean);
    const limit = Number(this.root.dataset.max);
    if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return `Tipo non ammesso: scegli ${kinds.join(", ")}.`;
    if (limit && file.size > limit) return `Supera ${size(limit)}: riducilo o dividilo.`;
    return file.size ? "" : "Il file è vuoto.";
  }

  private row(file: File, fault: string): HTMLElement {
    const row = make("li", { class: fault ? "is-wrong" : "" }, make("span", { class: "pico-drop-name" }, file.name), make("small", {}, size(file.size)));
    row.append(make("span", { class: "pico-drop-state" }, fault));
    this.list.append(row);
    return row;
  }

  private queue(file: File, row: HTMLElement): void {
    const state = row.querySelector<HTMLElement>(".pico-drop-state")!;
    const bar = make("progress", { max: "100", value: "0", "aria-label": `Caricamento di ${file.name}` });
    const stop = make("button", { type: "button", class: "btn btn-link btn-xs", "aria-label": `Annulla ${file.name}` }, "Annulla");
    const sending = new Sending(file, this.root.dataset.url!, (share) => (bar.value = Math.min(share, 1) * 100));
    this.taken.add(mark(file));
    state.replaceChildren(bar, stop);
    stop.addEventListener("click", () => {
      sending.stop();
      this.away(file, row);
    });
    this.waiting.push(async () => {
      if (!row.isConnected) return;
      try {
        this.arrived(file, row, state, await sending.send());
      } catch (fault) {
        if (row.isConnected) this.failed(file, row, state, fault instanceof Refused ? fault.message : "Rete interrotta.");
      }
    });
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy >= AT_ONCE) return;
    const next = this.waiting.shift();
    if (!next) return;
    this.busy += 1;
    await next();
    this.busy -= 1;
    void this.work();
  }

  private arrived(file: File, row: HTMLElement, state: HTMLElement, id: string): void {
    const away = make("button", { type: "button", class: "btn btn-link btn-xs", "aria-label": `Togli ${file.name}` }, "Togli");
    away.addEventListener("click", () => this.away(file, row));
    row.classList.add("is-done");
    const key = make("input", { type: "hidden", name: `${this.root.dataset.name}_ids`, value: id });
    state.replaceChildren("Caricato", away, key);
  }

  private failed(file: File, row: HTMLElement, state: HTMLElement, why: string): void {
    const again = make("button", { type: "button", class: "btn btn-link btn-xs", "aria-label": `Riprova ${file.name}` }, "Riprova");
    row.classList.add("is-wrong");
    again.addEventListener("click", () => {
      row.classList.remove("is-wrong");
      this.queue(file, row);
    });
    state.replaceChildren(why, again);
  }

  private away(file: File, row: HTMLElement): void {
    this.taken.delete(mark(file));
    row.remove();
  }

  /** Leaving, or sending the form, while something is on its way would lose it without a word. */
  private guard(): void {
    addEventListener("beforeunload", (event) => {
      if (this.busy && this.root.isConnected) event.preventDefault();
    });
    this.root.closest("form")?.addEventListener("submit", (event) => {
      if (!this.busy) return;
      event.preventDefault();
      const told = this.list.parentElement!.querySelector(".pico-drop-wait") ?? make("p", { class: "pico-drop-wait", role: "alert" });
      told.textContent = "Alcuni file stanno ancora arrivando: attendi, poi invia.";
      this.list.after(told);
    });
  }
}

function mark(file: File): string {
  return `${file.name}\n${file.size}\n${file.lastModified}`;
}

export function start(root: ParentNode): void {
  for (const element of fresh<HTMLElement>(root, "[data-drop]")) new Drop(element);
}
