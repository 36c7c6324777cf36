// Put pieces of HTML where the caret is. The browser's own command writes inline styles, which the policy forbids.
const BLOCKS = new Set(["P", "UL", "OL", "BLOCKQUOTE", "PRE", "H3", "H4"]);
const isBlock = (node: Node): boolean => node instanceof Element && BLOCKS.has(node.tagName);

function caretAfter(node: Node, isInside: boolean): void {
  const range = document.createRange();
  if (isInside) range.selectNodeContents(node);
  else range.setStartAfter(node);
  range.collapse(!isInside);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}

/** Replace what is selected inside `box` with these nodes; blocks part the paragraph they fall in. */
export function put(box: HTMLElement, nodes: Node[]): void {
  const selection = getSelection();
  if (!nodes.length || !selection?.rangeCount || !box.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  range.deleteContents();
  const only = nodes.length === 1 && nodes[0] instanceof HTMLParagraphElement ? nodes[0] : null;
  const parts = only ? [...only.childNodes] : nodes;
  let here: Node | null = range.startContainer;
  while (here && here.parentNode !== box) here = here === box ? null : here.parentNode;
  if (!parts.some(isBlock)) {
    const piece = document.createDocumentFragment();
    piece.append(...parts);
    range.insertNode(piece);
    return caretAfter(parts[parts.length - 1], false);
  }
  if (!(here instanceof Element)) {
    const piece = document.createDocumentFragment();
    piece.append(...parts);
    range.insertNode(piece);
  } else {
    const tail = document.createRange();
    tail.setStart(range.startContainer, range.startOffset);
    tail.setEnd(here, here.childNodes.length);
    const rest = here.cloneNode(false) as Element;
    rest.append(tail.extractContents());
    here.after(...parts, ...(rest.textContent?.trim() ? [rest] : []));
    if (!here.textContent?.trim()) here.remove();
  }
  caretAfter(parts[parts.length - 1], true);
}
