// Keeps the ticked operations in the address, six at most, and makes their CSV. Without this script the boxes and the style do it all.
const held = document.querySelector("[data-compare]");
if (held) {
  const MOST = 6;
  const boxes = [...held.querySelectorAll("input")];
  const chosen = () => boxes.filter((box) => box.checked);
  const draw = () => {
    const ticked = chosen();
    for (const box of boxes) box.disabled = !box.checked && ticked.length >= MOST;
    held.querySelector("[role=status]").textContent = `${held.dataset.told} ${ticked.length}/${MOST}`;
    const address = new URL(location.href);
    address.search = ticked.length ? `?operations=${ticked.map((box) => box.value).join(",")}` : "?operations=";
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
    const codes = chosen().map((box) => `${box.value.toUpperCase()}/`);
    const lines = (await (await fetch(held.dataset.compare)).text()).split("\r\n");
    const kept = lines.filter((line, at) => at === 0 || codes.some((code) => line.startsWith(code)));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${kept.join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = `${chosen().map((box) => box.value).join("-") || "none"}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  draw();
}
