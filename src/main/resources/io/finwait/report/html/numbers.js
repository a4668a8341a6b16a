"use strict";

/** The numbers: how connections ended, who closed first, how long things took, services, hosts. */
(() => {
  const { el, count } = finwait;

  finwait.section({
    id: "numbers",
    title: "Numbers",
    when: ({ page }) => page.kinds !== undefined,
    render: (section, { page }) => {
      section.append(
        el("div", { class: "pair" }, counts("How they ended", page.kinds), counts("Who closed first", page.closers)),
        ...page.tables.map(table),
      );
    },
  });

  function counts(title, byName) {
    const most = Math.max(1, ...Object.values(byName));
    const rows = Object.entries(byName).map(([name, number]) => {
      const bar = el("span", { class: "bar" });
      bar.style.width = `${(100 * number) / most}%`;
      return el(
        "tr",
        null,
        el("th", { scope: "row" }, name),
        el("td", { class: "right" }, count(number)),
        el("td", { class: "bars", "aria-hidden": "true" }, bar),
      );
    });
    return el("table", { class: "counts" }, el("caption", null, title), el("tbody", null, rows));
  }

  function table({ title, about, columns, rows }) {
    const side = column => (column.right ? "right" : undefined);
    return el(
      "div",
      { class: "scrolling", tabindex: 0, role: "region", "aria-label": title },
      el(
        "table",
        { class: columns.length > 8 ? "many" : undefined },
        el("caption", null, title, about && el("span", { class: "muted" }, `  ${about}`)),
        el("thead", null, el("tr", null, columns.map(column => el("th", { scope: "col", class: side(column) }, column.title)))),
        el(
          "tbody",
          null,
          rows.map(row =>
            el(
              "tr",
              null,
              row.map((cell, i) =>
                i === 0 ? el("th", { scope: "row" }, cell) : el("td", { class: side(columns[i]) }, cell),
              ),
            ),
          ),
        ),
      ),
    );
  }
})();
