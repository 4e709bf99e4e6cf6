"use strict";
// Comfort only: without it the page can still be read and printed. Nothing here is data; all that
// is shown stands in the page already.

(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const time = $("time");
  const tools = $("tools");
  const panel = $("panel");
  const tip = $("tip");

  // Zoom: the charts are in percent of the canvas, so that one width is all that changes.

  const READABLE = 36; // pixels that the shortest label needs
  const CLOSEST = 12; // pixels for a day, at most
  const NARROWEST = 800; // pixels for all days; on a telephone one scrolls
  const canvas = $("canvas");
  const MANY = 800; // labels: with more, they wait until the zoom rests
  const many = time && all(".fit", time).length > MANY;
  let scale = 1; // times the width at which everything is seen
  let rest = 0;

  const headWidth = () => $("corner").offsetWidth;
  const whole = () => Math.max(time.clientWidth - headWidth(), NARROWEST);
  const most = () => Math.max(1, (CLOSEST * time.dataset.days) / whole());

  function labels() {
    const least = Math.ceil(Math.log2((READABLE * time.dataset.days) / (whole() * scale)));
    time.dataset.least = Math.min(11, Math.max(0, least));
    time.classList.toggle("far", least > 7);
  }

  function zoomTo(next, x = time.clientWidth / 2) {
    const before = whole() * scale;
    const at = (time.scrollLeft + x - headWidth()) / before;
    const was = scale;
    scale = Math.min(most(), Math.max(1, next));
    canvas.style.width = `${headWidth() + whole() * scale}px`;
    labels();
    if (many && scale !== was) {
      time.classList.add("zooming");
      clearTimeout(rest);
      rest = setTimeout(() => time.classList.remove("zooming"), 150);
    }
    time.scrollLeft = at * whole() * scale - x + headWidth();
    $("zoom").value = most() > 1 ? (100 * Math.log(scale)) / Math.log(most()) : 0;
  }

  // Tooltips: what a thing says of itself.

  function showTip(thing, x, y) {
    const text = thing && (thing.dataset.tip || thing.getAttribute("aria-label"));
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 12, innerWidth - box.width - 8))}px`;
    tip.style.top = `${y + 20 + box.height < innerHeight ? y + 18 : Math.max(4, y - box.height - 12)}px`;
  }

  const SAYING = ".track a, .track [data-tip]";

  // Picking a person, a flight or something broken.

  // The cards give up their ids: the browser would go to them, far from the charts.
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
    // A violation lights up whom and what it concerns, a person or a flight all that concerns it.
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
    const cover = panel.getBoundingClientRect(); // at the right, or below on a telephone
    const right = cover.left > view.left + headWidth() ? Math.min(view.right, cover.left) : view.right;
    time.scrollLeft += box.left + box.width / 2 - (view.left + headWidth() + right) / 2;
    time.scrollTop += box.top + box.height / 2 - view.top - view.height / 2;
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
    if (picked && time) time.scrollIntoView();
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

  // Of all links in the charts one is a stop of the tab key; arrows lead on from there.
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

  function nearest(from, [dx, dy]) {
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
  const blocks = []; // each flight with the people in its seats

  function filter() {
    const text = $("find").value.trim().toLocaleLowerCase();
    const off = new Set(all('[name="agency"]:not(:checked)', tools).map((one) => one.value));
    const broken = $("only-broken")?.checked;
    const changed = $("only-changed")?.checked;
    const says = (thing) => thing.textContent.toLocaleLowerCase().includes(text);
    let people = 0;
    let flights = 0;
    for (const lane of all(".lane", time)) {
      const out =
        off.has(lane.dataset.agency) ||
        (broken && !lane.classList.contains("broken")) ||
        (changed && !lane.classList.contains("changed")) ||
        (text && !says(lane));
      lane.hidden = out;
      people += !out;
    }
    for (const list of all(".lanes", time)) {
      const empty = !list.querySelector(".lane:not([hidden])");
      list.hidden = list.previousElementSibling.hidden = empty;
    }
    for (const [block, stays] of blocks) {
      const named = !text || says(block);
      let found = named && !off.size;
      for (const stay of stays) {
        const out = off.has(stay.dataset.agency) || !(named || says(stay));
        stay.classList.toggle("out", out);
        found ||= !out;
      }
      block.classList.toggle("out", !found);
      flights += found;
    }
    for (const card of all("[data-find]")) card.hidden = !!text && !says(card);
    const said = [count(people, "person", "people"), count(flights, "flight", "flights")];
    $("found").textContent = text || off.size || broken || changed ? said.join(", ") : "";
  }

  if (time) {
    for (const one of all("[hidden]", tools)) one.hidden = false;
    for (const one of all(".flights > :is(.block, .stay)", time)) {
      if (one.classList.contains("block")) blocks.push([one, []]);
      else blocks.at(-1)[1].push(one);
    }
    for (const one of all(".track a, .lane .head a", time)) one.tabIndex = -1;
    settle(time.querySelector(".track a"));

    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.addEventListener("input", (event) => event.target.id !== "zoom" && filter());
    $("zoom").addEventListener("input", () => zoomTo(most() ** ($("zoom").value / 100)));
    $("whole").addEventListener("click", () => zoomTo(1));
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
      const next = nearest(document.activeElement, arrow);
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
      showTip(event.target.closest(SAYING), event.clientX, event.clientY),
    );
    time.addEventListener("pointerleave", () => showTip(null));
    time.addEventListener("scroll", () => showTip(null), { passive: true });
    addEventListener("resize", () => zoomTo(scale));
    zoomTo(1);
  }
  if (location.hash) fromAddress();
})();
