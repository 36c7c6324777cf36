// A long form saves itself: two seconds after the last key, it posts what is written and says when.
import { csrfToken, fresh } from "./dom";

const IDLE = 2000;
const WAITING = "Non ancora salvato.";
const FAILED = "Non salvato: controlla la rete, riprovo.";

function begin(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>("[data-autosave-said]");
  let timer = 0;
  const say = (text: string): void => void (said && (said.textContent = text));
  const later = (wait: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  };
  async function save(): Promise<void> {
    const body = new FormData(form);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.autosave!, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      });
      const told = (await answer.json().catch(() => ({}))) as { saved_at?: string; message?: string };
      if (answer.ok) say(`Salvato alle ${(told.saved_at ?? "").replace(/^ore\s/, "")}`);
      else say(told.message ?? FAILED);
    } catch {
      say(FAILED);
      later(IDLE * 5);
    }
  }
  form.addEventListener("input", () => {
    say(WAITING);
    later(IDLE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

export function start(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-autosave]")) begin(form);
}
