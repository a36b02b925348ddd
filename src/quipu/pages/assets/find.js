// Answers while one types: in the form of the home page, and in a box above the list of everything. Without this script the form
// leads to the list, which is there all the same.
{
  const place = document.querySelector("[data-index]");
  const list = document.querySelector("[data-everything]"); // the search page alone has it
  const here = location.protocol !== "file:"; // from a disk no file may be read
  const made = (name, parts = {}) => Object.assign(document.createElement(name), parts);
  const SHOWN = list ? 40 : 8;

  const boxed = () => {
    const label = made("label", { className: "search", textContent: place.dataset.find });
    const box = made("input", { type: "search", autocomplete: "off", spellcheck: false });
    label.append(box);
    place.setAttribute("role", "search");
    place.append(label, made("p", { className: "found", role: "status" }));
    return box;
  };

  const search = () => {
    const box = place.querySelector("input") ?? boxed(), status = place.querySelector("[role=status]");
    const results = made("ol", { className: "results" });
    const forms = JSON.parse(place.dataset.found), plural = new Intl.PluralRules(document.documentElement.lang);
    let index, loading;
    results.setAttribute("aria-label", place.dataset.results);
    place.append(results);

    // Where the index cannot be had the list itself is searched; on the home page the form leads to it.
    const listed = () =>
      [...(list?.querySelectorAll("section") ?? [])].flatMap((section) =>
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

    const href = (path) => (index.disk ? path : `${place.dataset.root}${path.replace(/(^|\/)(#|$)/, "$1index.html$2")}`);
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
      if (here && list) history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
      if (!asked) status.textContent = "";
      else if (!index) status.textContent = place.dataset.loading;
      const found = asked && index ? finding.find(index, asked) : [];
      if (list) list.hidden = found.length > 0;
      results.replaceChildren(...found.slice(0, SHOWN).map(row));
      if (asked && index) status.textContent = list || index.entries.length ? told(found.length) : "";
    };
    box.addEventListener("focus", load, { once: true });
    box.addEventListener("input", () => (load(), show()));
    box.addEventListener("keydown", (event) => {
      const first = results.querySelector("a");
      if (event.key === "Enter" && first) { event.preventDefault(); first.click(); }
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    });
    if (list) box.value = new URLSearchParams(location.search).get("q") ?? "";
    if (box.value) { load(); show(); }
  };
  if (place && (here || list)) search();
}
