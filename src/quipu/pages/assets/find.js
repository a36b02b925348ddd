// Puts a search box above the list of everything. Without this script the list is there all the same.
{
  const place = document.querySelector("[data-find]");
  const list = document.querySelector("[data-everything]");
  const made = (name, parts = {}) => Object.assign(document.createElement(name), parts);
  const SHOWN = 40;

  const search = () => {
    const label = made("label", { className: "search", textContent: place.dataset.find });
    const box = made("input", { type: "search", autocomplete: "off", spellcheck: false });
    const status = made("p", { className: "found", role: "status" });
    const results = made("ol", { className: "results" });
    const forms = JSON.parse(place.dataset.found), plural = new Intl.PluralRules(document.documentElement.lang);
    const here = location.protocol !== "file:";
    let index, loading;
    place.setAttribute("role", "search");
    results.setAttribute("aria-label", place.dataset.results);
    label.append(box);
    place.append(label, status, results);

    // From a disk no file may be read: the list itself is searched then.
    const listed = () =>
      [...list.querySelectorAll("section")].flatMap((section) =>
        [...section.querySelectorAll("li")].map((item) => {
          const link = item.querySelector("a");
          return [Number(section.dataset.kind), link.textContent, link.getAttribute("href"), item.querySelector("span")?.textContent ?? "", ""];
        }));
    const loaded = async () => {
      if (here) {
        const answer = await fetch(place.dataset.index);
        if (answer.ok) return answer.json();
      }
      return { kinds: JSON.parse(place.dataset.kinds), entries: listed(), disk: true };
    };
    const load = () =>
      (loading ??= loaded().catch(() => ({ kinds: JSON.parse(place.dataset.kinds), entries: listed(), disk: true })).then((held) => {
        index = { ...finding.prepare(held.entries), kinds: held.kinds, disk: held.disk };
        show();
      }));

    const href = (path) => (index.disk ? path : `../${path.replace(/(^|\/)(#|$)/, "$1index.html$2")}`);
    const row = (number) => {
      const [kind, name, path, note] = index.entries[number];
      const item = made("li"), link = made("a", { href: href(path) });
      link.append(made("bdi", { textContent: name }));
      item.append(link, " ", made("span", { textContent: [index.kinds[kind], note].filter(Boolean).join(" · ") }));
      return item;
    };
    const told = (count) => {
      const text = count ? forms[plural.select(count)].replace("#", count) : place.dataset.none;
      return index.disk ? `${text} ${place.dataset.disk}` : text;
    };
    const show = () => {
      const asked = box.value.trim();
      if (here) history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
      if (!asked) status.textContent = "";
      else if (!index) status.textContent = place.dataset.loading;
      const found = asked && index ? finding.find(index, asked) : [];
      list.hidden = found.length > 0;
      results.replaceChildren(...found.slice(0, SHOWN).map(row));
      if (asked && index) status.textContent = told(found.length);
    };
    box.addEventListener("focus", load, { once: true });
    box.addEventListener("input", () => (load(), show()));
    box.addEventListener("keydown", (event) => {
      const first = results.querySelector("a");
      if (event.key === "Enter" && first) first.click();
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    });
    box.value = new URLSearchParams(location.search).get("q") ?? "";
    if (box.value) { load(); show(); }
  };
  if (place && list) search();
}
