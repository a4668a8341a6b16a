"use strict";

/** The connections, in a table that draws only the rows in sight (Tabulator). */
(() => {
  const { el, count, columns } = finwait;

  /** Rows on paper, which nobody can scroll. */
  const PRINTED = 50;

  const PLACEHOLDERS = { id: "3, 17", text: "contains", count: "≥", ms: "≥ ms" };
  const SORTS = { closing: "closing", "time-wait": "TIME_WAIT" };
  const WIDTHS = { text: 140, count: 110, ms: 124 };
  const STATE_WIDTH = 146;

  let table;

  finwait.section({
    id: "connections",
    title: "Connections",
    wide: true,
    when: ({ report }) => report.connections.length > 0,
    render: (section, { report, page }) => {
      const rows = report.connections.map(row);
      const holder = el("div", { id: "table" });
      const shown = el("span", { class: "muted", id: "shown", role: "status" });
      finwait.append(
        section,
        el("p", { class: "text" }, page.table),
        anyAtLeast(rows) && el("p", { class: "muted" }, "+ at least: the capture ended first"),
        el("div", { class: "tools", id: "table-tools" }, search(), choice(), el("button", { type: "button", click: reset }, "Reset"), shown),
        holder,
        el("div", { id: "printed" }),
      );
      table = new Tabulator(holder, {
        data: rows,
        height: rows.length > 15 ? "70vh" : undefined,
        layout: "fitDataFill",
        columnDefaults: { headerSortTristate: false, resizable: "header" },
        columns: [...ladderColumn(rows), ...columns.map(definition)],
        initialSort: [initialSort(page.sort)],
        placeholder: "No connection is like that",
      });
      table.on("dataFiltered", (_, filtered) => {
        shown.textContent = filtered.length === rows.length ? "" : `${count(filtered.length)} of ${count(rows.length)} shown`;
      });
      finwait.table = table;
      addEventListener("beforeprint", () => print(document.getElementById("printed"), rows.length));
    },
  });

  /** Cells hold what they are sorted by; what is shown is made of the connection when it is drawn. */
  function row(connection) {
    const cells = { connection, search: "" };
    for (const { field, value, key = value, kind } of columns) {
      cells[field] = key(connection);
      if (kind === "text") {
        cells.search += `${value(connection)} `.toLowerCase();
      }
    }
    return cells;
  }

  function anyAtLeast(rows) {
    return rows.some(({ connection }) => columns.some(({ state, text }) => state && text(connection).endsWith("+")));
  }

  function definition(column) {
    const { title, field, kind, value, state, width = state ? STATE_WIDTH : WIDTHS[kind], text } = column;
    return {
      title,
      field,
      width,
      visible: !column.hidden,
      hozAlign: kind === "text" ? "left" : "right",
      headerHozAlign: kind === "text" ? "left" : "right",
      // A button, so that it can be reached by keyboard; its click is the header's.
      titleFormatter: () => el("button", { type: "button", class: "sort" }, state && chip(state), title),
      formatter: cell => document.createTextNode(text(cell.getData().connection)),
      sorter: kind === "text" ? inOrder : knownFirst,
      headerSortStartingDir: kind === "ms" || kind === "count" ? "desc" : "asc",
      headerFilter: "input",
      headerFilterPlaceholder: PLACEHOLDERS[kind],
      headerFilterParams: { elementAttributes: { "aria-label": `filter ${title}`, spellcheck: "false" } },
      headerFilterFunc: (typed, cell, { connection }) => finwait.passes(kind, typed, value(connection)),
    };
  }

  function chip(state) {
    const square = el("span", { class: "chip" });
    square.style.background = finwait.stateColor(state);
    return square;
  }

  function inOrder(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** Numbers; what is not known comes last, whichever way. */
  function knownFirst(a, b, aRow, bRow, column, direction) {
    if (a !== undefined && b !== undefined) {
      return a - b;
    }
    const last = direction === "asc" ? 1 : -1;
    return a === b ? 0 : a === undefined ? last : -last;
  }

  function initialSort(option) {
    const title = SORTS[option] ?? option;
    const { field, kind } = columns.find(column => column.title === title);
    return { column: field, dir: kind === "ms" || kind === "count" ? "desc" : "asc" };
  }

  // ---- Ladders ----

  function ladderColumn(rows) {
    if (!rows.some(({ connection }) => finwait.hasLadder(connection.id))) {
      return [];
    }
    return [{ title: "", width: 84, headerSort: false, resizable: false, formatter: cell => ladderButton(cell) }];
  }

  function ladderButton(cell) {
    const { id } = cell.getData().connection;
    if (!finwait.hasLadder(id)) {
      return document.createTextNode("");
    }
    const button = el("button", { type: "button", class: "open", "aria-label": `ladder of connection ${id}` }, "ladder");
    button.addEventListener("click", () => {
      const line = cell.getRow();
      let place = line.getElement().querySelector(".in-row");
      if (place === null) {
        place = el("div", { class: "in-row" }, el("span"));
        line.getElement().append(place);
      }
      finwait.openLadder(id, place.firstChild);
      line.normalizeHeight();
    });
    return button;
  }

  // ---- Search and choice of columns ----

  function search() {
    const input = el("input", { type: "search", id: "search", placeholder: "Search all columns", "aria-label": "Search connections" });
    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => find(input.value), 200);
    });
    return input;
  }

  function find(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(word => word !== "");
    if (words.length === 0) {
      table.clearFilter(false);
    } else {
      table.setFilter(cells => words.every(word => cells.search.includes(word) || word === `#${cells.connection.id}`));
    }
  }

  function choice() {
    const boxes = columns.map(({ title, field, hidden }) => {
      const box = el("input", { type: "checkbox", checked: !hidden, value: field });
      box.addEventListener("change", () => (box.checked ? table.showColumn(field) : table.hideColumn(field)));
      return el("label", null, box, ` ${title}`);
    });
    return el("details", { class: "choice" }, el("summary", null, "Columns"), el("div", { class: "boxes" }, boxes));
  }

  function reset() {
    document.getElementById("search").value = "";
    table.clearFilter(true);
  }

  /** Shows these connections alone and moves there. */
  finwait.showInTable = ids => {
    reset();
    table.setHeaderFilterValue(columns[0].field, ids.join(", "));
    document.getElementById("connections").scrollIntoView();
    document.querySelector("#table .tabulator-tableholder").focus({ preventScroll: true });
  };

  // ---- Paper ----

  /** A plain table of the first rows, as they are sorted and filtered, in place of the one that scrolls. */
  function print(place, all) {
    const rows = table.getData("active");
    const printed = rows.slice(0, PRINTED);
    const visible = columns.filter(({ field }) => table.getColumn(field).isVisible());
    const which = rows.length === all ? `${count(all)}` : `${count(rows.length)} of ${count(all)} that were filtered`;
    const sentence =
      printed.length === rows.length
        ? `Printed: ${which} connections.`
        : `Printed: the first ${printed.length} of ${which} connections, sorted as on the screen; the page itself has all of them.`;
    const cells = ({ connection }) =>
      visible.map(({ text, kind }) => el("td", { class: kind === "text" ? undefined : "right" }, text(connection)));
    place.replaceChildren(
      el("p", null, sentence),
      el(
        "table",
        null,
        el("thead", null, el("tr", null, visible.map(({ title }) => el("th", { scope: "col" }, title)))),
        el("tbody", null, printed.map(line => el("tr", null, cells(line)))),
      ),
    );
  }
})();
