// Small tools for the islands.
const begun = new WeakMap<Element, Set<string>>();

/** The elements of a root, itself included, on which an island has not begun yet. */
export function fresh<T extends HTMLElement>(root: ParentNode, selector: string): T[] {
  const found = [...root.querySelectorAll<T>(selector)];
  if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as unknown as T);
  return found.filter((element) => {
    const names = begun.get(element) ?? new Set<string>();
    if (names.has(selector)) return false;
    begun.set(element, names.add(selector));
    return true;
  });
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The token that Django asks of each POST: of a form in the page, else of the cookie. */
export function csrfToken(): string {
  const field = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]");
  return field?.value ?? /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Sizes as the pages write them: «1,2 MB». */
export function size(bytes: number): string {
  const units = ["byte", "KB", "MB", "GB"];
  let at = 0;
  while (bytes >= 1000 && at < 3) {
    bytes /= 1000;
    at += 1;
  }
  const digits = at && bytes < 100 ? 1 : 0;
  return `${bytes.toLocaleString("it", { maximumFractionDigits: digits })} ${units[at]}`;
}
