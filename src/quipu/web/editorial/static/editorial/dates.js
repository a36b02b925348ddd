/* Begins Wagtail's choosers of days and hours, whose templates would hold scripts of their own. */
(() => {
  "use strict";
  const begin = (mark) => {
    const chooser = window[mark.dataset.quipuChooser];
    if (!chooser || !document.getElementById(mark.dataset.for)) return;
    chooser(mark.dataset.for, JSON.parse(mark.dataset.config));
    mark.remove();
  };
  const beginAll = () => document.querySelectorAll("[data-quipu-chooser]").forEach(begin);
  const start = () => {
    beginAll();
    new MutationObserver(beginAll).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
