// «Cita» brings the post into the answer without leaving the page and what is written there.
import { fresh, make } from "./dom";

function quote(link: HTMLElement): boolean {
  const text = document.getElementById(link.dataset.quote!)?.querySelector(".pico-text");
  const area = document.querySelector<HTMLTextAreaElement>("#rispondi [data-rich-text] textarea");
  if (!text || !area) return false;
  const said = make("blockquote", {}, make("p", {}, make("em", {}, `${link.dataset.quoteName} ha scritto:`)));
  said.append(...[...text.childNodes].map((node) => node.cloneNode(true)));
  const target = document.querySelector<HTMLInputElement>("#rispondi input[name=answers_to]");
  if (target) target.value = link.dataset.quoteKey!;
  area.dispatchEvent(new CustomEvent("rich:set", { detail: said.outerHTML }));
  document.getElementById("rispondi")!.scrollIntoView();
  return true;
}

export function start(root: ParentNode): void {
  for (const link of fresh<HTMLElement>(root, "[data-quote]"))
    link.addEventListener("click", (event) => quote(link) && event.preventDefault());
}
