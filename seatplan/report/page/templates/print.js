"use strict";
// On paper nobody zooms: many years become several sheets, each with a few of them.

(() => {
  const SHEET = 1600; // days next to each other, about
  const PAPER = 880; // pixels for them
  const READABLE = 36; // pixels that the shortest label needs
  const time = document.getElementById("time");
  const canvas = document.getElementById("canvas");
  if (!time) return;

  const least = (days) => Math.min(11, Math.max(0, Math.ceil(Math.log2((READABLE * days) / PAPER))));
  const DRAWN = ".grid > *, .track > :not(g[transform]), .track > g[transform] > *, .track > .crossing";
  let shown = {};
  let paper = null;

  // From where to where something is drawn, in percent of the axis.
  function reach(thing) {
    const drawn = thing.matches("[x], [x1]") ? thing : thing.querySelector("[x], [x1]");
    const value = (name) => Number.parseFloat(drawn?.getAttribute(name) ?? "");
    const from = drawn?.hasAttribute("x1") ? value("x1") : value("x");
    const to = drawn?.hasAttribute("x1") ? value("x2") : from + (value("width") || 0);
    return [Math.min(from, to), Math.max(from, to)];
  }

  addEventListener("beforeprint", () => {
    const days = Number(time.dataset.days);
    const many = Math.round(days / SHEET);
    shown = { least: time.dataset.least, far: time.classList.contains("far") };
    time.dataset.least = least(days);
    time.classList.toggle("far", least(days) > 7);
    if (many < 2) return;
    paper = document.createElement("div");
    paper.className = "paper";
    paper.dataset.least = least(days / many);
    paper.style.setProperty("--sheets", many);
    const whole = canvas.cloneNode(true);
    whole.removeAttribute("id");
    whole.lastElementChild.remove(); // the lanes of people stay as they are
    for (let sheet = 0; sheet < many; sheet += 1) {
      const one = whole.cloneNode(true);
      one.style.setProperty("--sheet", sheet);
      for (const thing of one.querySelectorAll(DRAWN)) {
        const [from, to] = reach(thing);
        if (to < (100 * sheet) / many - 1 || from > (100 * (sheet + 1)) / many + 1) thing.remove();
      }
      paper.append(one);
    }
    time.before(paper);
    time.classList.add("lanes-only");
  });

  addEventListener("afterprint", () => {
    time.dataset.least = shown.least;
    time.classList.toggle("far", shown.far);
    time.classList.remove("lanes-only");
    paper?.remove();
    paper = null;
  });
})();
