// Keys for who works here all day: «/» goes to the search.
export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "/") return;
    const here = document.activeElement as HTMLElement | null;
    if (here?.isContentEditable || here?.matches("input, textarea, select")) return;
    const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-shortcut="/"]')];
    const box = boxes.find((one) => one.offsetParent);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
