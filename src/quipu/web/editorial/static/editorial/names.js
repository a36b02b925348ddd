/* Gives names to what Wagtail's pages leave without, for those who hear them: texts, counters, searches. */
(() => {
  "use strict";
  const labelOf = (editor) => {
    const block = editor.closest("[data-streamfield-child], [data-contentpath]");
    const field = editor.closest("[data-field]")?.querySelector("label")?.textContent.trim();
    const section = block?.querySelector(".c-sf-block__type, label")?.textContent;
    return [section, field].filter(Boolean).map((text) => text.replace(/\s+/g, " ").replace(/\*/g, "").trim())[0] || "Text";
  };

  const nameTexts = () => {
    for (const editor of document.querySelectorAll('.public-DraftEditor-content[role="textbox"]:not([aria-label])'))
      editor.setAttribute("aria-label", labelOf(editor));
  };

  /* The name of a button must hold what is to be seen on it: here, a number. */
  const nameCounters = () => {
    for (const toggle of document.querySelectorAll("[data-side-panel-toggle]")) {
      const counter = toggle.querySelector("[data-side-panel-toggle-counter]");
      const own = (toggle.dataset.quipuName ||= toggle.getAttribute("aria-label") || "");
      const shown = counter && !counter.hidden ? counter.textContent.trim() : "";
      const name = shown ? `${own}: ${shown}` : own;
      if (toggle.getAttribute("aria-label") !== name) toggle.setAttribute("aria-label", name);
    }
  };

  const nameSearches = () => {
    for (const search of document.querySelectorAll('[role="search"]:not([aria-label])'))
      search.setAttribute("aria-label", search.querySelector("input")?.placeholder || "Search");
  };

  const nameAll = () => {
    nameTexts();
    nameCounters();
    nameSearches();
  };
  const start = () => {
    nameAll();
    new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true, characterData: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
