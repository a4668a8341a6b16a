"use strict";

/** The connections, in a table that draws only the rows in sight. */
(() => {
  const { el, duration, count, timeOfDay, endpoint } = finwait;

  const KINDS = { fin: "FIN", rst: "RST", half_closed: "half-closed" };

  /** As in the text report: "server FIN", "both FIN", "unanswered". */
  function closedBy({ kind, active_closer: closer }) {
    const how = KINDS[kind] ?? kind;
    switch (closer) {
      case "client":
      case "server":
        return `${closer} ${how}`;
      case "simultaneous":
        return `both ${how}`;
      case "unknown":
        return kind === "open" ? how : `unknown ${how}`;
      default:
        return how;
    }
  }

  finwait.section({
    id: "connections",
    title: "Connections",
    wide: true,
    when: ({ report }) => report.connections.length > 0,
    render: (section, { report }) => {
      const holder = el("div", { id: "table" });
      section.append(holder);
      finwait.table = new Tabulator(holder, {
        data: report.connections.map(c => ({
          id: c.id,
          client: endpoint(c.client),
          server: endpoint(c.server),
          start: timeOfDay(c.first_seen),
          duration: c.duration_ms,
          closedBy: closedBy(c.close),
        })),
        height: "70vh",
        columns: [
          { title: "id", field: "id" },
          { title: "client", field: "client" },
          { title: "server", field: "server" },
          { title: "start", field: "start" },
          { title: "duration", field: "duration", formatter: cell => document.createTextNode(duration(cell.getValue())) },
          { title: "closed by", field: "closedBy" },
        ],
      });
    },
  });
})();
