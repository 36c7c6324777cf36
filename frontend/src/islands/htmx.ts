// HTMX, so set that a strict content security policy holds and nothing private stays in the browser.
import htmx from "htmx.org/dist/htmx.esm.js";
import { acting } from "./acting";
import { csrfToken } from "./dom";
import { show } from "./messages";

const LOST = "Il collegamento si è interrotto: controlla la rete e riprova.";
const BROKEN = "Qualcosa non ha funzionato. Riprova; se succede ancora, chiedi assistenza.";
const FORBIDDEN = "Non hai più il permesso di farlo: ricarica la pagina e accedi di nuovo.";

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  // Not «style»: copying even an empty one is inline style for the policy.
  attributesToSettle: ["class", "width", "height"],
  disableInheritance: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

type Detail = {
  verb: string;
  headers: Record<string, string>;
  formData: FormData;
  elt: HTMLElement;
  xhr: XMLHttpRequest;
};

/** Keep addresses short: an empty filter is not written. */
function tidy(detail: Detail): void {
  const renamed = detail.elt.dataset.param?.split(":");
  for (const [name, value] of [...detail.formData.entries()]) {
    if (renamed && name === renamed[0]) {
      detail.formData.delete(name);
      detail.formData.append(renamed[1], value);
    } else if (value === "") {
      detail.formData.delete(name);
    }
  }
}

export function startHtmx(start: (root: ParentNode) => void): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const detail = (event as CustomEvent<Detail>).detail;
    if (detail.verb === "get") tidy(detail);
    else {
      detail.headers["X-CSRFToken"] = csrfToken();
      if (acting()) detail.headers["X-Acting"] = acting();
    }
  });
  document.addEventListener("htmx:load", (event) => start(event.target as HTMLElement));
  document.addEventListener("htmx:sendError", () => show(LOST));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = (event as CustomEvent<Detail>).detail.xhr;
    show(status === 403 || status === 401 ? FORBIDDEN : BROKEN);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.hasAttribute("data-clean-get")) return;
    for (const field of form.querySelectorAll<HTMLInputElement>("input, select"))
      if (field.value === "") field.disabled = true;
    setTimeout(() => form.querySelectorAll("input, select").forEach((one) => one.removeAttribute("disabled")));
  });
}
