/* A map beside each place's latitude and longitude: click, touch or arrow keys set them, typing moves the mark. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const STEP = 4;
  const NEAR = 0.35; // degrees that a coast may be drawn wrong at this scale; the server allows the same
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let ground = null;
  let made = 0;

  const turned = (longitude) => ((longitude - ground.middle[0] + 540) % 360) - 180;
  const at = ([longitude, latitude]) => [
    ground.width / 2 + turned(longitude) * ground.across,
    ground.height / 2 - (latitude - ground.middle[1]) * ground.up,
  ];
  const place = ([x, y]) => [
    ((ground.middle[0] + (x - ground.width / 2) / ground.across + 540) % 360) - 180,
    ground.middle[1] - (y - ground.height / 2) / ground.up,
  ];

  const inside = (svg, [x, y]) => {
    const lies = (dx, dy) => [...svg.querySelectorAll(".here")].some((land) => land.isPointInFill(new DOMPoint(x + dx, y + dy)));
    const near = NEAR * ground.up;
    if (lies(0, 0)) return true;
    return [...Array(16).keys()].some((turn) => [near / 2, near].some((r) => lies(r * Math.cos((turn * Math.PI) / 8), r * Math.sin((turn * Math.PI) / 8))));
  };

  const set = (input, value) => {
    input.value = value.toFixed(4);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const build = (latitude, longitude) => {
    const holder = document.createElement("div");
    holder.className = "quipu-map";
    const told = `quipu-map-${(made += 1)}`;
    holder.innerHTML =
      '<p class="quipu-map-how"></p><div class="quipu-map-ground" tabindex="0" role="application"></div><p class="quipu-map-told" role="status"></p>';
    const [how, plane, status] = holder.children;
    how.id = told;
    how.textContent = `Click or touch the map of ${ground.name} to set the position. With the keyboard: arrow keys move it, with Shift by a tenth.`;
    plane.setAttribute("aria-label", "Map");
    plane.setAttribute("aria-describedby", told);
    plane.innerHTML = ground.svg;
    const svg = plane.firstElementChild;
    const mark = document.createElementNS(SVG, "path");
    mark.setAttribute("class", "quipu-map-mark");
    mark.setAttribute("d", "M-9 0H9M0 -9V9M0 -6A6 6 0 1 1 -0.1 -6Z");
    svg.append(mark);

    const position = () => {
      const held = [longitude.value, latitude.value].map((text) => (text.trim() === "" ? NaN : Number(text)));
      return held.some(Number.isNaN) ? null : held;
    };
    const show = () => {
      const held = position();
      const drawn = held && at(held);
      mark.setAttribute("visibility", drawn ? "visible" : "hidden");
      if (drawn) mark.setAttribute("transform", `translate(${drawn[0]} ${drawn[1]})`);
      status.textContent = !drawn
        ? "No position yet."
        : inside(svg, drawn)
          ? `${held[1].toFixed(4)}, ${held[0].toFixed(4)}`
          : `This position lies outside ${ground.name}. It is not saved.`;
    };
    const move = (point) => {
      if (!inside(svg, point)) {
        status.textContent = `That lies outside ${ground.name}: the position stays where it was.`;
        return;
      }
      const [east, north] = place(point);
      set(longitude, east);
      set(latitude, north);
      show();
    };
    plane.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      move([((event.clientX - box.left) / box.width) * ground.width, ((event.clientY - box.top) / box.height) * ground.height]);
    });
    plane.addEventListener("keydown", (event) => {
      const way = MOVES[event.key];
      if (!way || latitude.disabled) return;
      event.preventDefault();
      const [x, y] = position() ? at(position()) : [ground.width / 2, ground.height / 2];
      const step = event.shiftKey ? STEP / 10 : STEP;
      move(position() ? [x + way[0] * step, y + way[1] * step] : [x, y]);
    });
    for (const input of [latitude, longitude]) input.addEventListener("input", show);
    show();
    return holder;
  };

  const addMaps = () => {
    for (const latitude of document.querySelectorAll('input[name^="places-"][name$="-value-latitude"]:not([data-quipu-mapped])')) {
      const longitude = document.querySelector(`input[name="${latitude.name.replace(/latitude$/, "longitude")}"]`);
      if (!longitude) continue;
      latitude.dataset.quipuMapped = "";
      const below = longitude.closest("[data-field], .w-field__wrapper, .w-field") || longitude.parentElement;
      below.after(build(latitude, longitude));
    }
  };

  const start = async () => {
    const asked = document.getElementById("quipu-places");
    if (!asked) return;
    ground = await (await fetch(asked.dataset.address, { credentials: "same-origin" })).json();
    if (!ground.svg) return;
    addMaps();
    new MutationObserver(addMaps).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
