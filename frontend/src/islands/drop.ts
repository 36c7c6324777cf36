// Files dropped or chosen: kind and size checked at once, one progress each, sent alone where the page says.
import { csrfToken, fresh, make, size } from "./dom";

class Drop {
  private readonly input: HTMLInputElement;
  private readonly zone: HTMLElement;
  private readonly list: HTMLElement;

  constructor(private readonly root: HTMLElement) {
    this.input = root.querySelector<HTMLInputElement>("input[type=file]")!;
    this.zone = root.querySelector<HTMLElement>(".pico-drop-zone")!;
    this.list = root.querySelector<HTMLElement>(".pico-drop-list")!;
    this.input.addEventListener("change", () => this.chosen());
    for (const name of ["dragenter", "dragover"]) this.zone.addEventListener(name, () => this.zone.classList.add("is-over"));
    for (const name of ["dragleave", "drop"]) this.zone.addEventListener(name, () => this.zone.classList.remove("is-over"));
  }

  private chosen(): void {
    const files = [...(this.input.files ?? [])];
    const good = new DataTransfer();
    if (!this.root.dataset.url) this.list.replaceChildren();
    for (const file of files) {
      const fault = this.fault(file);
      const row = this.row(file, fault);
      if (fault) continue;
      if (this.root.dataset.url) this.send(file, row);
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

  private send(file: File, row: HTMLElement): void {
    const state = row.querySelector<HTMLElement>(".pico-drop-state")!;
    const bar = make("progress", { max: "100", value: "0", "aria-label": `Caricamento di ${file.name}` });
    const stop = make("button", { type: "button", class: "btn btn-link btn-xs" }, "Annulla");
    state.replaceChildren(bar, stop);
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = (event.loaded / event.total) * 100));
    request.addEventListener("load", () => this.answered(request, file, row, state));
    request.addEventListener("error", () => this.failed(file, row, state, "Rete interrotta."));
    stop.addEventListener("click", () => {
      request.abort();
      row.remove();
    });
    request.open("POST", this.root.dataset.url!);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  }

  private answered(request: XMLHttpRequest, file: File, row: HTMLElement, state: HTMLElement): void {
    let said: { id?: string | number; message?: string } = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // Not our answer: treated as a failure below.
    }
    if (request.status >= 300 || said.id === undefined) {
      return this.failed(file, row, state, said.message ?? "Non caricato.");
    }
    const away = make("button", { type: "button", class: "btn btn-link btn-xs", "aria-label": `Togli ${file.name}` }, "Togli");
    away.addEventListener("click", () => row.remove());
    row.classList.add("is-done");
    const name = `${this.root.dataset.name}_ids`;
    const key = make("input", { type: "hidden", name, value: String(said.id) });
    state.replaceChildren("Caricato", away, key);
  }

  private failed(file: File, row: HTMLElement, state: HTMLElement, why: string): void {
    const again = make("button", { type: "button", class: "btn btn-link btn-xs" }, "Riprova");
    row.classList.add("is-wrong");
    again.addEventListener("click", () => {
      row.classList.remove("is-wrong");
      this.send(file, row);
    });
    state.replaceChildren(why, again);
  }
}

export function start(root: ParentNode): void {
  for (const element of fresh<HTMLElement>(root, "[data-drop]")) new Drop(element);
}
