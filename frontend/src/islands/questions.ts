// The page of an answer: «mostra se» while one writes, each field kept as soon as it is left, and
// what a colleague changed meanwhile shown beside one's own.
import { acting } from "./acting";
import { csrfToken, fresh, make } from "./dom";

type Value = string | string[] | Record<string, string> | null;
type Tree = { all?: Tree[]; any?: Tree[]; question?: string; op?: string; value?: string };
type Conflict = { theirs: string; who: string; at: string; version: number };
type Answer = {
  saved_at?: string;
  versions?: Record<string, number>;
  errors?: Record<string, string>;
  conflicts?: Record<string, Conflict>;
  progress?: { done: number; total: number; percent: number };
  message?: string;
};

const FAILED = "Non salvato: controlla la rete, riprovo.";

const text = (value: unknown): string => String(value ?? "").trim().toLowerCase();
const isEmpty = (value: Value): boolean => value === null || value === "" || (Array.isArray(value) && !value.length);
const includes = (value: Value, wanted: string): boolean =>
  Array.isArray(value) ? value.map(text).includes(wanted) : !isEmpty(value) && text(value) === wanted;

function compared(value: Value, wanted: string): number | null {
  if (isEmpty(value) || typeof value !== "string") return null;
  const [left, right] = [Number(value), Number(wanted)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return Math.sign(left - right);
  return value > wanted ? 1 : value < wanted ? -1 : 0;
}

const TESTS: Record<string, (value: Value, wanted: string) => boolean> = {
  equals: (value, wanted) => !isEmpty(value) && text(value) === wanted,
  differs: (value, wanted) => isEmpty(value) || text(value) !== wanted,
  includes,
  excludes: (value, wanted) => !includes(value, wanted),
  greater: (value, wanted) => compared(value, wanted) === 1,
  less: (value, wanted) => compared(value, wanted) === -1,
  answered: (value) => !isEmpty(value),
  empty: (value) => isEmpty(value),
};

function holds(tree: Tree, heard: Record<string, Value>): boolean {
  if (tree.all) return tree.all.every((one) => holds(one, heard));
  if (tree.any) return tree.any.some((one) => holds(one, heard));
  if (!tree.question || !tree.op) return true;
  return TESTS[tree.op]?.(heard[tree.question] ?? null, text(tree.value)) ?? true;
}

const NUMBERS = new Set(["NUMBER", "MONEY", "PERCENT"]);

/** «1.234,5» as the server keeps it: «1234.5». */
function plainNumber(typed: string): string {
  const bare = typed.replace(/[€%\s]/g, "");
  if (bare.includes(",")) return bare.replace(/\./g, "").replace(",", ".");
  return /^-?\d{1,3}(\.\d{3})+$/.test(bare) ? bare.replace(/\./g, "") : bare;
}

function valueOf(question: HTMLElement): Value {
  const name = `d_${question.dataset.question}`;
  const own = [...question.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
  if (question.dataset.kind === "MULTIPLE") return own.filter((one) => one.checked).map((one) => one.value);
  if (!own.length) {
    const parts = [...question.querySelectorAll<HTMLInputElement>(`[name^="${name}__"]`)];
    const given = parts.some((one) => (one.type === "radio" ? one.checked : one.value !== ""));
    return given ? { given: "1" } : null;
  }
  if (own[0].type === "radio") return own.find((one) => one.checked)?.value ?? null;
  return NUMBERS.has(question.dataset.kind!) ? plainNumber(own[0].value) : own[0].value.trim();
}

const tree = (element: HTMLElement): Tree => JSON.parse(element.dataset.shownIf || "{}") as Tree;

/** Show what is to be shown with the answers as they are; what is hidden has no answer. */
function arrange(form: HTMLFormElement): void {
  const heard = JSON.parse(form.dataset.known || "{}") as Record<string, Value>;
  const sections = [...form.querySelectorAll<HTMLElement>("[data-section]")];
  for (const section of sections.length ? sections : [form]) {
    const isShown = section === form || holds(tree(section), heard);
    if (section !== form) section.hidden = !isShown;
    for (const question of section.querySelectorAll<HTMLElement>("[data-question]")) {
      question.hidden = !(isShown && holds(tree(question), heard));
      if (!question.hidden) heard[question.dataset.question!] = valueOf(question);
    }
  }
}

function fieldsOf(form: HTMLFormElement, question: HTMLElement): FormData {
  const whole = new FormData(form);
  const kept = new FormData();
  const inside = new Set([...question.querySelectorAll<HTMLInputElement>("[name]")].map((one) => one.name));
  for (const [name, value] of whole.entries()) if (inside.has(name) && name !== "domanda") kept.append(name, value);
  kept.append("domanda", question.dataset.question!);
  return kept;
}

function tellConflict(form: HTMLFormElement, question: HTMLElement, conflict: Conflict): void {
  const box = question.querySelector<HTMLElement>("[data-conflict]")!;
  const mine = make("button", { type: "button", class: "btn btn-xs btn-outline-primary" }, "Tieni la mia risposta");
  const theirs = make("button", { type: "button", class: "btn btn-xs btn-outline-secondary" }, "Usa la sua");
  mine.addEventListener("click", () => {
    question.querySelector<HTMLInputElement>("[data-base]")!.value = String(conflict.version);
    box.hidden = true;
    void save(form, question);
  });
  theirs.addEventListener("click", () => location.reload());
  box.replaceChildren(
    make("p", {}, make("strong", {}, conflict.who || "Un collega"), ` ha scritto «${conflict.theirs}», ${conflict.at}. Qui sotto c'è ciò che hai scritto tu.`),
    mine,
    theirs,
  );
  box.hidden = false;
}

function tell(form: HTMLFormElement, question: HTMLElement, answer: Answer): void {
  const code = question.dataset.question!;
  const error = question.querySelector<HTMLElement>("[data-error]")!;
  const saved = question.querySelector<HTMLElement>("[data-saved]")!;
  error.textContent = answer.errors?.[code] ?? "";
  error.hidden = !error.textContent;
  question.classList.toggle("pico-field-wrong", !error.hidden);
  if (answer.versions && code in answer.versions) {
    question.querySelector<HTMLInputElement>("[data-base]")!.value = String(answer.versions[code]);
    question.querySelector<HTMLElement>("[data-proposed]")!.hidden = true;
    saved.textContent = `Salvato alle ${(answer.saved_at ?? "").replace(/^ore\s/, "")}`;
  } else saved.textContent = answer.message ?? "";
  if (answer.conflicts?.[code]) tellConflict(form, question, answer.conflicts[code]);
  if (!answer.progress) return;
  const bar = document.querySelector<HTMLProgressElement>("[data-progress]");
  const said = document.querySelector<HTMLElement>("[data-progress-said]");
  if (bar) bar.value = answer.progress.percent;
  if (said) said.textContent = `${answer.progress.done} risposte su ${answer.progress.total}`;
}

const waiting = new WeakMap<HTMLElement, Promise<void>>();

/** Keep one field; a second change of the same field waits for the first, and knows its version. */
function save(form: HTMLFormElement, question: HTMLElement): Promise<void> {
  const next = (waiting.get(question) ?? Promise.resolve()).then(() => post(form, question));
  waiting.set(question, next);
  return next;
}

async function post(form: HTMLFormElement, question: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(form.dataset.answers!, {
      method: "POST",
      body: fieldsOf(form, question),
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json", ...(acting() ? { "X-Acting": acting() } : {}) },
    });
    tell(form, question, (await answer.json().catch(() => ({ message: FAILED }))) as Answer);
  } catch {
    question.querySelector<HTMLElement>("[data-saved]")!.textContent = FAILED;
    setTimeout(() => void save(form, question), 10_000);
  }
}

/** A table goes on: when its last row is written in, another one follows. */
function grow(table: HTMLTableElement): void {
  table.addEventListener("input", () => {
    const rows = table.tBodies[0].rows;
    const last = rows[rows.length - 1];
    if (rows.length >= 50 || ![...last.querySelectorAll("input")].some((one) => one.value)) return;
    const row = last.cloneNode(true) as HTMLTableRowElement;
    for (const input of row.querySelectorAll("input")) {
      input.value = "";
      input.name = input.name.replace(/__\d+__/, `__${rows.length}__`);
      input.setAttribute("aria-label", (input.getAttribute("aria-label") ?? "").replace(/\d+$/, String(rows.length + 1)));
    }
    table.tBodies[0].append(row);
  });
}

function begin(form: HTMLFormElement): void {
  arrange(form);
  form.addEventListener("input", () => arrange(form));
  form.addEventListener("change", (event) => {
    arrange(form);
    const question = (event.target as HTMLElement).closest<HTMLElement>("[data-question]");
    if (question && form.dataset.answers) void save(form, question);
  });
}

/** The designer: the answers that an earlier question offers are proposed beside the comparison. */
function propose(line: HTMLElement): void {
  const known = JSON.parse(line.dataset.condition || "{}") as Record<string, string[]>;
  const chosen = line.querySelector<HTMLSelectElement>("select")!;
  const box = line.querySelector<HTMLInputElement>("input")!;
  const list = make("datalist", { id: `${box.id}_list` });
  box.setAttribute("list", list.id);
  line.append(list);
  const fill = (): void => list.replaceChildren(...(known[chosen.value] ?? []).map((one) => make("option", { value: one })));
  chosen.addEventListener("change", fill);
  fill();
}

/** The designer: questions are dragged; the buttons do the same without a pointer. */
function drag(form: HTMLFormElement): void {
  let held: HTMLElement | null = null;
  const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-drag][draggable]")];
  const drop = (): void => {
    form.querySelectorAll("[name=ordine]").forEach((one) => one.remove());
    for (const list of document.querySelectorAll<HTMLElement>("[data-drop-section]"))
      for (const row of list.querySelectorAll<HTMLElement>("[data-drag]"))
        form.append(make("input", { type: "hidden", name: "ordine", value: `${list.dataset.dropSection}:${row.dataset.drag}` }));
    form.requestSubmit();
  };
  for (const row of rows()) {
    row.addEventListener("dragstart", () => { held = row; row.classList.add("is-held"); });
    row.addEventListener("dragend", () => { row.classList.remove("is-held"); if (held) drop(); held = null; });
  }
  for (const list of document.querySelectorAll<HTMLElement>("[data-drop-section]"))
    list.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      const under = (event.target as HTMLElement).closest<HTMLElement>("[data-drag]");
      if (!under) list.append(held);
      else if (under !== held) {
        const box = under.getBoundingClientRect();
        under.parentElement!.insertBefore(held, event.clientY < box.top + box.height / 2 ? under : under.nextSibling);
      }
    });
}

export function start(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-answers]")) begin(form);
  for (const table of fresh<HTMLTableElement>(root, "table[data-rows]")) grow(table);
  for (const line of fresh<HTMLElement>(root, "[data-condition]")) propose(line);
  for (const form of fresh<HTMLFormElement>(root, "form[data-arrange]")) drag(form);
}
