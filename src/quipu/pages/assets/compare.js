// Keeps what is ticked in the address, six at most, and makes its CSV.
const held = document.querySelector("[data-compare]");
if (held) {
  const MOST = 6;
  const boxes = [...held.querySelectorAll("input")];
  const keys = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const draw = () => {
    const count = keys().length;
    for (const box of boxes) box.disabled = !box.checked && count >= MOST;
    held.querySelector("[role=status]").textContent = `${held.dataset.told} ${count}/${MOST}`;
    const address = new URL(location.href);
    address.search = `?operations=${keys().join(",")}`;
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll(".languages a")) link.search = address.search;
  };
  const asked = new URLSearchParams(location.search).get("operations");
  if (asked !== null) {
    const wanted = asked.toLowerCase().split(",").filter((key) => boxes.some((box) => box.value === key)).slice(0, MOST);
    for (const box of boxes) box.checked = wanted.includes(box.value);
  }
  for (const box of boxes) box.addEventListener("change", draw);
  const button = held.querySelector(".chosen");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const codes = keys().map((key) => `${key.toUpperCase()}/`);
    const lines = (await (await fetch(held.dataset.compare)).text()).split("\r\n");
    const kept = lines.filter((line, at) => at === 0 || codes.some((code) => line.startsWith(code)));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${kept.join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = `${keys().join("-") || "none"}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  draw();
}
