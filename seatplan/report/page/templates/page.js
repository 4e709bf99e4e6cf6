"use strict";
// This script only adds convenience: without it, the page can still be read and printed. It has no
// data of its own; everything that it shows is in the page already.

(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const time = $("time");
  const tools = $("tools");
  const panel = $("panel");
  const tip = $("tip");

  const board = $("board");
  const canvas = $("canvas");
  const axis = $("axis");

  // Positions. Everything is placed in percent of the days. Only flights move up and down, into as
  // few lanes as leave room for every label; `packing.py` does the same with an assumed width.

  const LEVELS = ["near", "middle", "far"];
  const TALLEST = 1250; // the height of all flights, in pixels, above which the next level is used
  const LANES = 3; // a level with at most this many lanes per vehicle is used, however tall it is
  const UPRIGHT = 13; // the width of a vertical name, in pixels
  const SPACE = 10; // pixels between a label and the next block
  const sizes = board ? board.dataset : {};
  const [HEAD, ROW, LOW, GAP, GROUP] = ["head", "row", "far", "gap", "group"].map((one) => Number(sizes[one]));
  const ink = document.createElement("canvas").getContext("2d");
  const percent = (thing, name) => Number.parseFloat(thing.getAttribute(name) || "0") / 100;

  function measured(label, level) {
    let wide = 0;
    for (const part of label.childNodes) {
      const hidden = part.nodeType === 1 && part.classList.contains("when") && level !== "near";
      if (hidden) continue;
      let text = part.textContent;
      const given = part.nodeType === 1 && level !== "near" && part.querySelector(".given");
      if (given) text = text.slice(given.textContent.length);
      const bold = part.nodeType === 1 && part.matches(".id, .of, .lost, .plus");
      ink.font = `${bold ? 700 : 400} 11px ${getComputedStyle(document.body).fontFamily}`;
      wide += ink.measureText(text).width;
    }
    return wide;
  }

  function surveyed(flights) {
    const heads = all(".vehicle", flights.previousElementSibling);
    const docks = all(".dock", flights).map((node) => {
      const left = percent(node, "x");
      const width = percent(node, "width");
      const labels = all(".label", node).map((text) => ({
        text,
        at: left + width * percent(text, "x"),
        dx: Number(text.getAttribute("dx")),
        near: measured(text, "near"),
        middle: measured(text, "middle"),
      }));
      const group = Number(node.dataset.group);
      const far = Number(heads[group].dataset.far);
      return { node, left, width, labels, group, far, rows: labels.length - 1 };
    });
    return { flights, docks, heads };
  }

  const stations = board ? all(".flights", board).map(surveyed) : [];

  // At level "far" all flights are as tall as the longest name, which is written vertically.
  const names = stations.flatMap(({ docks }) => docks.map((dock) => dock.labels[0].middle));
  const FAR = Math.max(LOW, Math.ceil(Math.max(0, ...names)) + 14);
  if (board) board.style.setProperty("--far", `${FAR}px`);

  // A label that would extend beyond the end of the axis is shifted. The name of a flight moves to
  // the left as far as needed. Names of people move to the left of their bars, because the edges
  // of the bars would cross the text, unless there is no room there.
  function shifted(dock, label, level, width) {
    const beyond = (one) => one.at * width + one.dx + one[level] - width;
    const people = dock.labels.slice(1);
    const beside = (one) => one.at * width - one[level] - 4;
    if (label !== dock.labels[0] && people.some((one) => beyond(one) > 0) && people.every((one) => beside(one) >= 0))
      return -label[level] - 4;
    return label.dx - Math.max(0, beyond(label));
  }

  function packed(station, level, width) {
    const tops = new Map();
    const starts = [];
    let top = 0;
    let most = 0; // the largest number of lanes of a vehicle
    station.heads.forEach((_, group) => {
      starts.push(top);
      const lanes = [];
      for (const dock of station.docks) {
        if ((level === "far" ? dock.far : dock.group) !== group) continue;
        let from = level === "far" ? Math.min(dock.left * width, width - UPRIGHT) : dock.left * width;
        let until = from + Math.max(dock.width * width, level === "far" ? UPRIGHT : 0);
        if (level !== "far") {
          for (const label of dock.labels) {
            const start = label.at * width + shifted(dock, label, level, width);
            from = Math.min(from, start);
            until = Math.max(until, start + label[level]);
          }
        }
        const tall = level === "far" ? FAR : HEAD + ROW * dock.rows;
        let lane = lanes.find((one) => one.end <= from);
        if (!lane) lanes.push((lane = { docks: [], tall: 0 }));
        lane.docks.push(dock);
        lane.tall = Math.max(lane.tall, tall);
        lane.end = Math.min(until, width) + (level === "far" ? 1 : SPACE);
      }
      for (const lane of lanes) {
        for (const dock of lane.docks) tops.set(dock, top);
        top += lane.tall + GAP;
      }
      if (lanes.length) top += GROUP;
      most = Math.max(most, lanes.length);
    });
    return { station, level, tops, starts, most, height: top };
  }

  function set(thing, name, value) {
    if (thing.getAttribute(name) !== String(value)) thing.setAttribute(name, value);
  }

  const tall = (found) => found.reduce((sum, one) => sum + one.height, 0);

  function nearest(width) {
    let found = [];
    for (const level of LEVELS) {
      found = stations.map((station) => packed(station, level, width));
      if (tall(found) <= TALLEST || found.every((one) => one.most <= LANES)) break;
    }
    return found;
  }

  function place(found, width) {
    for (const { station, level, tops, starts, height } of found) {
      for (const name of LEVELS) board.classList.toggle(name, name === level);
      for (const [dock, top] of tops) {
        set(dock.node, "y", top);
        set(dock.node, "height", level === "far" ? FAR : HEAD + ROW * dock.rows);
        const lean = Math.min(0, width - UPRIGHT - dock.left * width);
        dock.node.style.setProperty("--lean", `${level === "far" ? lean : 0}px`);
        if (level === "far") set(dock.labels[0].text, "dx", 4);
        for (const label of level === "far" ? [] : dock.labels) {
          set(label.text, "dx", Math.round(shifted(dock, label, level, width)));
        }
        // The mark is in front of the name, wherever the name is.
        const mark = level !== "far" && dock.node.querySelector(".mark use");
        if (mark) set(mark, "x", Number(dock.labels[0].text.getAttribute("dx")) - 9);
      }
      station.heads.forEach((head, group) => set(head, "y", starts[group]));
      for (const one of [station.flights, station.flights.previousElementSibling]) set(one, "height", height);
    }
    const least = Math.ceil(Math.log2((READABLE * sizes.days) / width));
    board.dataset.least = Math.min(11, Math.max(0, least));
  }

  // Zoom changes one width and nothing else.

  const READABLE = 36; // the width of the shortest readable label, in pixels
  const CLOSEST = 12; // the largest width of a day, in pixels
  const NARROWEST = 240; // the smallest width of all days, in pixels
  let scale = 1; // the zoom: 1 shows all days

  const headWidth = () => $("corner").offsetWidth;
  const whole = () => Math.max(time.clientWidth - headWidth(), NARROWEST);
  const most = () => Math.max(1, (CLOSEST * sizes.days) / whole());

  function zoomTo(next, x = time.clientWidth / 2) {
    const before = whole() * scale;
    const at = (time.scrollLeft + x - headWidth()) / before;
    scale = Math.min(most(), Math.max(1, next));
    for (const one of [canvas, axis]) one.style.width = `${headWidth() + whole() * scale}px`;
    place(nearest(whole() * scale), whole() * scale);
    time.scrollLeft = at * whole() * scale - x + headWidth();
    $("axisbar").scrollLeft = time.scrollLeft;
    survey();
    $("zoom").value = most() > 1 ? (100 * Math.log(scale)) / Math.log(most()) : 0;
  }

  // The overview: a strip with all days, and a window over the visible ones. It is shown only while
  // some days are not visible.

  const overview = $("overview");
  const strip = overview?.querySelector("svg");

  function drawOverview() {
    const marks = document.createDocumentFragment();
    const lanes = [];
    const docks = stations.flatMap((one) => one.docks).sort((one, two) => one.left - two.left);
    for (const dock of docks) {
      let lane = lanes.findIndex((end) => end <= dock.left);
      if (lane < 0) lane = lanes.push(0) - 1;
      lanes[lane] = dock.left + dock.width;
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      mark.setAttribute("class", [...dock.node.querySelector(".block").classList].find((one) => /^a\d+$/.test(one)) || "");
      mark.setAttribute("x", `${100 * dock.left}%`);
      mark.setAttribute("width", `${100 * Math.max(dock.width, 0.001)}%`);
      mark.dataset.lane = lane;
      marks.append(mark);
    }
    const tall = 26 / Math.max(1, lanes.length);
    for (const mark of marks.children) {
      mark.setAttribute("y", 2 + tall * mark.dataset.lane);
      mark.setAttribute("height", Math.max(1, tall - 1));
    }
    $("far-off").replaceChildren(marks);
  }

  function survey() {
    if (!overview) return;
    overview.hidden = scale <= 1.001;
    if (overview.hidden) return;
    if (!$("far-off").childElementCount) drawOverview();
    set($("window"), "x", `${(100 * time.scrollLeft) / (whole() * scale)}%`);
    set($("window"), "width", `${100 / scale}%`);
  }

  function moveTo(event) {
    if (!(event.buttons & 1)) return;
    const box = strip.getBoundingClientRect();
    time.scrollLeft = ((event.clientX - box.left) / box.width - 0.5 / scale) * whole() * scale;
  }

  // Paper: all days on one sheet, and no zoom.

  const PAPER = 979; // the width of a landscape sheet, letter or A4, without margins, in pixels
  const SHEET = 540; // the height of a sheet that charts can use, in pixels
  const ZOOMS = [0.72, 0.64, 0.56];

  function fitted() {
    const others = all(".steps", time).reduce((sum, one) => sum + one.offsetHeight + 10, 80);
    // Names on two sheets are better than flights without names on one.
    const wanted = [[1, "near"], [1, "middle"], [2, "near"], [2, "middle"], [1, "far"]];
    for (const [sheets, level] of wanted) {
      for (const zoom of ZOOMS) {
        const width = PAPER / zoom - headWidth();
        const found = stations.map((station) => packed(station, level, width));
        if (tall(found) + others <= (sheets * SHEET) / zoom || (level === "far" && zoom === ZOOMS.at(-1))) {
          return { found, zoom, width };
        }
      }
    }
  }

  let printing = false; // while printing, the size of the window does not count

  addEventListener("beforeprint", () => {
    if (!time) return;
    printing = true;
    const { found, zoom, width } = fitted();
    $("printed").textContent = `Printed on ${new Date().toISOString().slice(0, 10)}`;
    time.closest(".sheet").style.zoom = zoom;
    for (const one of [canvas, axis]) one.style.width = "";
    place(found, width);
  });
  addEventListener("afterprint", () => {
    if (!time) return;
    printing = false;
    time.closest(".sheet").style.zoom = "";
    zoomTo(scale);
  });

  // Tooltips: the text of an element about itself.

  function showTip(thing, x, y) {
    showText(thing && (thing.dataset.tip || thing.getAttribute("aria-label")), x, y);
  }

  function showText(text, x, y) {
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 12, innerWidth - box.width - 8))}px`;
    tip.style.top = `${y + 20 + box.height < innerHeight ? y + 18 : Math.max(4, y - box.height - 12)}px`;
  }

  const WITH_TIP = ".track a, .track [data-tip]";
  const DAY = 86_400_000;

  // Who is aboard on a day: the text of the row with that day in the table of people aboard.

  function rosterAt(chart, day) {
    const rows = all("tr.stretch").filter((row) => row.dataset.station === chart.dataset.station);
    const row = rows.find((one) => Number(one.dataset.since) <= day && day < Number(one.dataset.until));
    const date = new Date(Date.parse(sizes.start) + day * DAY).toISOString().slice(0, 10);
    if (!row) return `${date}: no one aboard`;
    const crews = row.querySelector(".roster").textContent.split("; ").join("\n");
    return `${date}\n${crews}\n${row.dataset.tip}`;
  }

  function lookAt(chart, day, x, y) {
    const last = Number(sizes.days) - 1;
    const shown = Math.min(last, Math.max(0, day));
    const text = rosterAt(chart, shown);
    chart.setAttribute("aria-valuenow", shown);
    chart.setAttribute("aria-valuetext", text);
    const cursor = chart.querySelector(".cursor");
    const box = chart.getBoundingClientRect();
    const at = ((shown + 0.5) / sizes.days) * box.width;
    cursor.setAttribute("x1", at);
    cursor.setAttribute("x2", at);
    showText(text, x ?? box.left + at, y ?? box.top);
  }

  function goThrough(chart, event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    lookAt(chart, Number(chart.getAttribute("aria-valuenow")) + step);
  }

  // Picking a person, a flight or something broken.

  // The ids of the cards are removed: otherwise the browser would scroll to them, away from the
  // charts.
  const cards = new Map(all(".card[id]").map((card) => [card.id, card]));
  for (const card of cards.values()) card.removeAttribute("id");
  let picked = "";
  let origin = null;

  function pick(name, { focus = false, reveal = false } = {}) {
    const card = cards.get(name);
    const known = !!card;
    picked = known ? name : "";
    document.body.classList.toggle("picking", known && !!time);
    for (const one of all(".on")) one.classList.remove("on");
    panel.hidden = !known;
    if (!known) return;
    // A violation highlights the people and flights that it concerns; a person or a flight
    // highlights everything that concerns it.
    const wanted = (card.dataset.of || name).split(" ");
    const ours = wanted.map((word) => `[data-of~="${CSS.escape(word)}"]`).join();
    if (time) for (const one of all(ours, time)) one.classList.add("on");
    $("picked").replaceChildren(card.cloneNode(true));
    panel.scrollTop = 0;
    if (reveal && time) {
      const kind = name.startsWith("flight-") ? ".block.on" : ".stay.on, .mark.on";
      const target = time.querySelector(kind) || time.querySelector(".lane.on");
      if (target) center(target);
    }
    if (focus) panel.focus({ preventScroll: true });
  }

  function center(thing) {
    const box = thing.getBoundingClientRect();
    const view = time.getBoundingClientRect();
    time.scrollLeft += box.left + Math.min(box.width, 200) / 2 - (view.left + headWidth() + view.right) / 2;
    thing.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function unpick() {
    if (!picked) return;
    history.replaceState(null, "", location.pathname + location.search);
    pick("");
    if (origin && origin.isConnected) origin.focus({ preventScroll: true });
    origin = null;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = link.getAttribute("href").slice(1);
    if (!cards.has(name)) return;
    event.preventDefault();
    if (!panel.contains(link)) origin = link;
    if (name !== picked) history.pushState(null, "", `#${name}`);
    pick(name, { focus: event.detail === 0, reveal: !time || !time.contains(link) });
  });

  function fromAddress() {
    pick(location.hash.slice(1), { reveal: true });
    if (picked && time) board.scrollIntoView();
  }

  addEventListener("popstate", fromAddress);
  addEventListener("hashchange", fromAddress);
  $("close").addEventListener("click", unpick);

  // Keys.

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) tip.hidden = true;
    else if (picked) unpick();
    else if (document.activeElement === $("find")) {
      $("find").value = "";
      filter();
    }
  });

  // Only one link in the charts is a tab stop; the arrow keys move to the others.
  function stops() {
    return all(".track a, .lane .head a", time).filter((one) => one.getClientRects().length);
  }

  let stop = null;

  function settle(next) {
    if (stop) stop.tabIndex = -1;
    stop = next;
    if (stop) stop.tabIndex = 0;
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function neighbor(from, [dx, dy]) {
    const middle = (one) => {
      const box = one.getBoundingClientRect();
      return [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 16) / 2];
    };
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const one of stops()) {
      if (one === from) continue;
      const [x2, y2] = middle(one);
      const along = dx ? (x2 - x) * dx : (y2 - y) * dy;
      const aside = dx ? Math.abs(y2 - y) : Math.abs(x2 - x);
      if (along < 1) continue;
      const far = dx ? along + 40 * aside : 8 * along + aside;
      if (far < least) [best, least] = [one, far];
    }
    return best;
  }

  // Filters.

  const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const searchable = new Map(); // the searchable text of an element, without accents
  let hits = []; // the names of the cards that were found

  function hasWords(thing, words) {
    if (!searchable.has(thing)) {
      const labels = [thing, ...all("[aria-label]", thing)].map((one) => one.getAttribute("aria-label") || "");
      searchable.set(thing, plain(`${thing.textContent} ${thing.dataset.find || ""} ${labels.join(" ")}`));
    }
    return words.every((word) => searchable.get(thing).includes(word));
  }

  function filter() {
    const words = plain($("find").value).split(/\s+/).filter(Boolean);
    const off = new Set(all('[name="agency"]:not(:checked)', tools).map((one) => one.value));
    const broken = $("only-broken")?.checked;
    const changed = $("only-changed")?.checked;
    const people = [];
    const flights = [];
    for (const lane of all(".lane", time)) {
      const out =
        off.has(lane.dataset.agency) ||
        (broken && !lane.classList.contains("broken")) ||
        (changed && !lane.classList.contains("changed")) ||
        !hasWords(lane, words);
      lane.hidden = out;
      if (!out) people.push(lane.querySelector(".head a:last-child").getAttribute("href").slice(1));
    }
    for (const list of all(".lanes", time)) {
      const empty = !list.querySelector(".lane:not([hidden])");
      list.hidden = list.previousElementSibling.hidden = empty;
    }
    for (const dock of all(".dock", time)) {
      const block = dock.querySelector(".block");
      const named = hasWords(block, words);
      const wanted =
        (!broken || dock.querySelector(".mark")) && (!changed || dock.querySelector(".new, .was, .ghost"));
      let found = named && !off.size;
      for (const stay of all(".stay", dock)) {
        const out = off.has(stay.dataset.agency) || !(named || hasWords(stay, words));
        stay.classList.toggle("out", out);
        found ||= !out;
      }
      dock.classList.toggle("out", !found || !wanted);
      if (found && wanted) flights.push(block.getAttribute("href").slice(1));
    }
    for (const area of all(".area", time)) area.classList.toggle("out", off.has(area.dataset.agency));
    for (const card of all("[data-find].card")) card.hidden = !!words.length && !hasWords(card, words);
    hits = words.length ? [...people, ...flights] : [];
    const counts = [count(people.length, "person", "people"), count(flights.length, "flight", "flights")];
    const some = people.length + flights.length ? counts.join(", ") : "no person and no flight: try fewer letters";
    $("found").textContent =
      words.length || off.size || broken || changed ? some + (hits.length ? "; Enter shows the next" : "") : "";
  }

  if (time) {
    for (const one of all("[hidden]", tools)) one.hidden = false;
    for (const one of all(".track a, .lane .head a", time)) one.tabIndex = -1;
    settle(time.querySelector(".track a"));

    tools.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!hits.length) return;
      const next = hits[(hits.indexOf(picked) + 1) % hits.length];
      history.replaceState(null, "", `#${next}`);
      pick(next, { reveal: true });
    });
    tools.addEventListener("input", (event) => event.target.id !== "zoom" && filter());
    $("zoom").addEventListener("input", () => zoomTo(most() ** ($("zoom").value / 100)));
    $("whole").addEventListener("click", () => zoomTo(1));
    $("in").addEventListener("click", () => zoomTo(scale * 1.5));
    $("out").addEventListener("click", () => zoomTo(scale / 1.5));
    for (const chart of all(".aboard", time)) {
      const days = (event) => {
        const box = chart.getBoundingClientRect();
        return Math.floor(((event.clientX - box.left) / box.width) * sizes.days);
      };
      chart.addEventListener("pointermove", (event) => {
        event.stopPropagation();
        lookAt(chart, days(event), event.clientX, event.clientY);
      });
      chart.addEventListener("pointerleave", () => showTip(null));
      chart.addEventListener("focus", () => {
        if (chart.matches(":focus-visible")) lookAt(chart, Number(chart.getAttribute("aria-valuenow")));
      });
      chart.addEventListener("keydown", (event) => goThrough(chart, event));
    }
    time.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        zoomTo(scale * 1.0025 ** -event.deltaY, event.clientX - time.getBoundingClientRect().left);
      },
      { passive: false },
    );
    time.addEventListener("keydown", (event) => {
      const factor = { "+": 1.3, "=": 1.3, "-": 1 / 1.3, 0: 0 }[event.key];
      if (factor !== undefined && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        zoomTo(scale * factor);
        return;
      }
      const arrow = ARROWS[event.key];
      if (!arrow || document.activeElement === time) return;
      event.preventDefault();
      const next = neighbor(document.activeElement, arrow);
      if (!next) return;
      settle(next);
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    time.addEventListener("focusin", (event) => {
      const link = event.target.closest(".track a");
      if (event.target.closest("a")) settle(event.target.closest("a"));
      if (!link || !link.matches(":focus-visible")) return;
      const box = link.getBoundingClientRect();
      showTip(link, box.left, box.bottom - 14);
    });
    time.addEventListener("focusout", () => showTip(null));
    time.addEventListener("pointermove", (event) =>
      showTip(event.target.closest(WITH_TIP), event.clientX, event.clientY),
    );
    time.addEventListener("pointerleave", () => showTip(null));
    strip.addEventListener("pointerdown", (event) => {
      strip.setPointerCapture(event.pointerId);
      moveTo(event);
    });
    strip.addEventListener("pointermove", moveTo);
    if (innerWidth < 640) $("legend").open = false;
    const follow = () => {
      survey();
      $("axisbar").scrollLeft = time.scrollLeft;
      showTip(null);
    };
    time.addEventListener("scroll", follow, { passive: true });
    for (const one of [canvas, axis]) one.style.minWidth = 0;
    zoomTo(1);
    let known = time.clientWidth;
    new ResizeObserver(() => {
      if (printing) return;
      if (time.clientWidth !== known) zoomTo(scale);
      known = time.clientWidth;
    }).observe(time);
  }
  if (location.hash) fromAddress();
})();
