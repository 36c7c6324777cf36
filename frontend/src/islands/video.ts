// Videos of other sites: the frame is made only when the reader asks for it; without script the link opens them there.
import { fresh, make } from "./dom";

export function start(root: ParentNode): void {
  for (const box of fresh<HTMLElement>(root, "[data-video]")) {
    const link = box.querySelector<HTMLAnchorElement>("a");
    link?.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = make("iframe", {
        src: box.dataset.video ?? "",
        title: box.dataset.videoTitle ?? "",
        allow: "autoplay; encrypted-media; picture-in-picture",
        allowfullscreen: "",
        referrerpolicy: "strict-origin-when-cross-origin",
      });
      box.replaceChildren(frame);
      frame.focus();
    });
  }
}
