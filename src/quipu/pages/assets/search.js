// Puts a search box above the list of operations. Without this script the list is there all the same.
const body = document.querySelector("[data-search]");
if (body) {
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
  const entries = [...body.querySelectorAll("[data-terms]")].map((row) => [row, plain(row.dataset.terms)]);
  const label = document.createElement("label");
  const box = document.createElement("input");
  const status = document.createElement("p");
  label.className = "search";
  box.type = "search";
  box.autocomplete = "off";
  status.setAttribute("role", "status");
  status.className = "found";
  label.append(body.dataset.search, box);
  body.prepend(label, status);
  const matches = (terms, words) => words.every((word) => terms.includes(word));
  const search = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [row, terms] of entries) {
      row.hidden = !matches(terms, words);
      found += row.hidden ? 0 : 1;
    }
    for (const group of body.querySelectorAll(".group")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    status.textContent = words.length === 0 ? "" : found ? `${body.dataset.found} ${found}` : body.dataset.none;
  };
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    const first = body.querySelector("[data-terms]:not([hidden]) a");
    if (event.key === "Enter" && box.value.trim() && first) first.click();
  });
}
