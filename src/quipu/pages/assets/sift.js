// Sorts and sifts a table; what was chosen stands in the address. Without this script all rows are there.
const held = document.querySelector("[data-sift]");
if (held) {
  const table = document.getElementById(held.dataset.sift);
  const form = held.querySelector("fieldset");
  const status = form.querySelector("[role=status]");
  const group = table.tBodies[0];
  const rows = [...group.rows];
  const heads = [...table.tHead.rows[0].cells];
  const [REGION, FROM, CHANGE, BUDGET, LEVEL] = [1, 1, 3, 4, 7];
  const isNumber = (at) => heads[at].className === "n";
  const number = (text) => {
    const kept = [...text].filter((sign) => /[\d−-]/.test(sign) || sign === held.dataset.decimal).join("");
    return kept && /\d/.test(kept) ? Number(kept.replace(/−/g, "-").replace(held.dataset.decimal, ".")) : null;
  };
  const shown = (cell) => (cell.querySelector(".missing") ? "" : (cell.querySelector(".figure") ?? cell).textContent.trim());
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
  const known = new Map(rows.map((row) => [row, [...row.cells].map((cell, at) => (isNumber(at) ? number(shown(cell)) : shown(cell)))]));
  const within = (value, range) => {
    const [low, high] = range.split("-").map(Number);
    return value !== null && value >= low && (!high || value < high);
  };
  const tests = {
    name: (cells, text) => plain(cells[0]).includes(plain(text)),
    from: (cells, text) => cells[FROM] >= Number(text),
    region: (cells, text) => cells[REGION] === text,
    budget: (cells, text) => cells[BUDGET] !== null && cells[BUDGET] >= Number(text) * 1e6,
    level: (cells, text) => within(cells[LEVEL], text),
    change: (cells, text) => (text === "up" ? cells[CHANGE] > 0 : cells[CHANGE] !== null && cells[CHANGE] < 0),
  };
  const asks = Object.keys(tests).filter((name) => form.elements[name]);
  const compare = new Intl.Collator(document.documentElement.lang).compare;
  let sorted = { by: 0, down: false };
  const order = (one, other) => {
    const [a, b] = [known.get(one)[sorted.by], known.get(other)[sorted.by]];
    if (a === null || b === null) return (a === null) - (b === null);
    const found = typeof a === "string" ? compare(a, b) : a - b;
    return sorted.down ? -found : found;
  };
  const draw = () => {
    const chosen = asks.filter((name) => form.elements[name].value.trim());
    const kept = rows.filter((row) => {
      row.hidden = !chosen.every((name) => tests[name](known.get(row), form.elements[name].value));
      return !row.hidden;
    });
    group.append(...[...rows].sort(order));
    heads.forEach((head, at) => {
      if (at === sorted.by) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    status.textContent = `${held.dataset.found} ${kept.length}`;
    const address = new URL(location.href);
    for (const name of asks) address.searchParams.delete(name);
    for (const name of chosen) address.searchParams.set(name, form.elements[name].value);
    address.searchParams.delete("sort");
    if (sorted.by || sorted.down) address.searchParams.set("sort", `${sorted.down ? "-" : ""}${sorted.by}`);
    history.replaceState(null, "", address);
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = `${held.dataset.sort}: ${head.textContent}`;
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      sorted = { by: at, down: at === sorted.by ? !sorted.down : isNumber(at) };
      draw();
    });
    head.append(button);
  });
  const asked = new URLSearchParams(location.search);
  for (const name of asks) {
    form.elements[name].value = asked.get(name) ?? "";
    if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
  }
  const sort = /^(-?)(\d+)$/.exec(asked.get("sort") ?? "");
  if (sort && heads[Number(sort[2])]) sorted = { by: Number(sort[2]), down: sort[1] === "-" };
  form.addEventListener("input", draw);
  form.hidden = false;
  if ([...asked.keys()].length) draw();
}
