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

  // The policy of the house allows no script inside a page: what Wagtail's would start is started here.
  const STARTED = "[data-editor-chooser], [data-editor-panel], [data-editor-widget]";
  const CHOOSERS = {
    datetime: "initDateTimeChooser",
    date: "initDateChooser",
    time: "initTimeChooser",
  };

  const named = (path) => path.split(".").reduce((found, name) => found[name], window);

  const start = (mark) => {
    if (mark.dataset.started || !mark.isConnected) return;
    mark.dataset.started = "yes";
    const options = JSON.parse(mark.dataset.options);
    const { editorChooser, editorPanel, editorWidget, field } = mark.dataset;
    if (editorChooser) window[CHOOSERS[editorChooser]](field, options);
    else if (editorPanel) new (named(editorPanel))(options);
    else new (named(editorWidget))(field, options);
  };

  const startAll = (root) => {
    root.querySelectorAll(STARTED).forEach(start);
  };

  document.addEventListener("DOMContentLoaded", () => {
    startAll(document);
    new MutationObserver((changes) => {
      for (const { target } of changes) startAll(target);
    }).observe(document.body, { childList: true, subtree: true });
    check();
  });
  document.addEventListener("w-autosave:success", () => {
    const said = document.querySelector(SAVED);
    if (said) said.textContent = `Salvato alle ${hour()}`;
    check();
  });
})();
