/* Nothing that is written is left out of what Wagtail saves by itself. */
(() => {
  "use strict";
  const NOT_WRITTEN = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id|comments-.*)$/;
  const form = () => document.getElementById("page-edit-form");

  const written = (data) => {
    const parts = [];
    for (const [name, value] of data) if (typeof value === "string" && !NOT_WRITTEN.test(name)) parts.push([name, value]);
    return JSON.stringify(parts);
  };

  /* Wagtail then saves again, and until it has, warns whoever leaves. */
  const unsaved = () => form().setAttribute("data-w-unsaved-force-value", "true");

  /* Wagtail begins to watch two seconds after opening, and takes what was typed before then for what was there. */
  const watchFromTheFirstKey = () => {
    const opened = performance.now();
    const typed = (event) => {
      const changes = event.type === "paste" || (event.key && !event.ctrlKey && !event.metaKey && (event.key.length === 1 || /^(Enter|Backspace|Delete)$/.test(event.key)));
      if (changes && performance.now() - opened < 2500) unsaved();
    };
    for (const name of ["keydown", "paste"]) form().addEventListener(name, typed, true);
  };

  /* Wagtail sends what stood there when it began to save, and takes what stands there when it ends for saved. */
  const watchWhileSaving = () => {
    let sent = "";
    document.addEventListener("w-autosave:save", (event) => { sent = written(event.detail.formData); });
    document.addEventListener("w-autosave:success", () => { if (written(new FormData(form())) !== sent) unsaved(); });
  };

  const start = () => {
    if (!form()) return;
    watchFromTheFirstKey();
    watchWhileSaving();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
