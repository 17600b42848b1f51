"use strict";
(() => {
  document.querySelector(".theme").addEventListener("change", (event) => {
    document.documentElement.style.colorScheme = event.target.value;
  });

  const said = document.querySelector("#choose output");
  const form = document.getElementById("choose");
  const lists = [...document.querySelectorAll("ol.entries")].map((list) => ({ list, entries: [...list.children] }));
  const all = lists.flatMap(({ entries }) => entries);
  const ranks = { error: 0, warning: 1, info: 2, accepted: 3, none: 4 };
  const year = (entry, missing) => Number(entry.dataset.year || missing);
  const orders = {
    severity: (a, b) => ranks[a.dataset.severity] - ranks[b.dataset.severity],
    newest: (a, b) => year(b, -Infinity) - year(a, -Infinity) || 0,
    oldest: (a, b) => year(a, Infinity) - year(b, Infinity) || 0,
  };
  const texts = new Map();

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

  /* What an entry says to the eye; it is read once, when somebody searches. */
  const textOf = (entry) => {
    if (!texts.has(entry)) {
      const words = [];
      const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.classList.contains("sr")) words.push(walker.currentNode.data);
      }
      texts.set(entry, folded(words.join("")));
    }
    return texts.get(entry);
  };

  const has = (list, word) => !word || (list || "").split(" ").includes(word);

  const choose = () => {
    const chosen = new FormData(form);
    const severities = new Set(chosen.getAll("severity"));
    const words = folded(chosen.get("text")).split(" ").filter(Boolean);
    let shown = 0;
    for (const entry of all) {
      const { severity, rules, verdicts, status } = entry.dataset;
      const fits = severities.has(severity) && has(rules, chosen.get("rule")) && has(verdicts, chosen.get("verdict")) &&
        has(status, chosen.get("status")) && words.every((word) => textOf(entry).includes(word));
      if (entry.hidden === fits) entry.hidden = !fits;
      shown += fits;
    }
    said.textContent = shown === all.length ? `all ${shown} shown` : `${shown} of ${all.length} shown`;
  };

  const sort = () => {
    const order = orders[form.elements.order.value];
    for (const { list, entries } of lists) {
      const place = document.createComment("");
      list.replaceWith(place); /* in the document, each move would be laid out */
      list.append(...(order ? [...entries].sort(order) : entries));
      place.replaceWith(list);
    }
  };

  if (form) {
    let waiting;
    form.addEventListener("input", (event) => {
      if (event.target.name === "order") return sort();
      clearTimeout(waiting);
      waiting = setTimeout(choose, event.target.name === "text" ? 150 : 0);
    });
    form.addEventListener("reset", () => setTimeout(() => { choose(); sort(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => {
      const target = document.getElementById(location.hash.slice(1));
      if (target && target.hidden) { form.reset(); choose(); target.scrollIntoView(); }
    });
  }

  const told = document.getElementById("told");
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copy = async (node) => {
    try {
      await navigator.clipboard.writeText(node.textContent);
      return "Copied";
    } catch {
      select(node);
      return document.execCommand("copy") ? "Copied" : "Selected: press Ctrl+C";
    }
  };

  /* In a frame, what a link leads to is shown beside the report and not in its place. */
  if (self !== top) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^=http]");
      if (link) link.target = "_blank";
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const outcome = await copy(button.parentElement.querySelector(".corrected"));
    button.textContent = outcome;
    told.textContent = outcome;
    setTimeout(() => { button.textContent = "Copy"; told.textContent = ""; }, 4000);
  });
})();
