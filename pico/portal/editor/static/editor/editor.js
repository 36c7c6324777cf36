// What the house adds to Wagtail's editor: the hour of the last saving, and the checks of the page.
(() => {
  "use strict";

  const PANEL = "[data-editor-checks]";
  const SAVED = ".w-autosave-indicator__state--saved .w-autosave-indicator__text";

  const hour = () =>
    new Date().toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit" });

  const address = (panel) => {
    if (panel.dataset.editorChecks) return panel.dataset.editorChecks;
    const edited = /^(.*\/redazione\/)pages\/(\d+)\/edit\//.exec(location.pathname);
    return edited ? `${edited[1]}pagine/${edited[2]}/controlli/` : "";
  };

  const check = async () => {
    const panel = document.querySelector(PANEL);
    const url = panel && address(panel);
    if (!url) return;
    const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return;
    panel.innerHTML = await answer.text();
    count(panel.querySelectorAll(".editor-checks-list li").length);
  };

  const count = (number) => {
    const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
    const mark = toggle && toggle.querySelector("[data-side-panel-toggle-counter]");
    if (!mark) return;
    mark.textContent = String(number);
    mark.hidden = number === 0;
  };

  document.addEventListener("DOMContentLoaded", check);
  document.addEventListener("w-autosave:success", () => {
    const said = document.querySelector(SAVED);
    if (said) said.textContent = `Salvato alle ${hour()}`;
    check();
  });
})();
