"use strict";

/** What was found, the gravest first, each opening to its proof, what it means and what to do. */
(() => {
  const { el, count, data } = finwait;

  /** Ids named of a finding; the table has the others. */
  const NAMED = 12;

  finwait.section({
    id: "findings",
    title: "Findings",
    when: ({ page }) => page.findings.length > 0 || page.uncounted.length > 0,
    render: (section, { page }) => {
      const findings = page.findings.map(finding);
      findings.filter(details => !details.classList.contains("info")).slice(0, 1).forEach(details => (details.open = true));
      finwait.append(
        section,
        findings.length > 1 && all(findings),
        ...findings,
        ...page.uncounted.map(sentence => el("p", null, `${sentence}.`)),
        page.reread_problem !== undefined && el("p", { class: "muted" }, page.reread_problem),
      );
    },
  });

  /** A button that opens or closes all of them. */
  function all(findings) {
    const button = el("button", { type: "button", id: "open-all" }, "Open all");
    button.addEventListener("click", () => {
      const open = button.textContent === "Open all";
      findings.forEach(details => (details.open = open));
      button.textContent = open ? "Close all" : "Open all";
    });
    return el("div", { class: "tools" }, button);
  }

  function finding(found) {
    const explanation = data.page.explanations[found.id];
    return el(
      "details",
      { class: `finding ${found.severity}` },
      el(
        "summary",
        null,
        el("span", { class: "severity" }, found.severity),
        el("h3", null, found.title),
        el("span", { class: "about" }, el("code", null, found.id), " ", found.about),
      ),
      el("p", { class: "message" }, found.message),
      evidence(found),
      explanation.map(({ heading, blocks }) => el("div", { class: "explained" }, el("h4", null, heading), paragraphs(blocks))),
    );
  }

  // ---- Evidence ----

  function evidence(found) {
    const rows = [
      ["How sure", found.confidence + (found.modelled ? ", rests on a model (a timer's assumed length)" : "") +
        (found.some_less_sure ? "; in some of the connections less sure" : "")],
      found.connections && [found.connection_count === 1 ? "Connection" : "Connections", connections(found)],
      found.period && ["When", found.period],
      found.frames.length > 0 && [found.frames.length === 1 ? "Frame" : "Frames", found.frames.map(frame)],
      found.frames_filter && ["In Wireshark", filter(found.frames_filter)],
      found.whole_filter && [found.frames_filter ? "All of it" : "In Wireshark", filter(found.whole_filter)],
    ];
    return el("dl", { class: "evidence" }, rows.filter(row => row).map(([name, value]) => [el("dt", null, name), el("dd", null, value)]));
  }

  function frame({ number, file, time }) {
    return el("span", { class: "frame" }, `${number}`, file !== undefined && [" of ", el("code", null, file)], time && ` at ${time}`);
  }

  function filter(text) {
    return [el("code", null, text), " ", finwait.copyButton(text, `the Wireshark filter ${text}`)];
  }

  /** The ids, with a ladder each where there is one, and a way to see them in the table. */
  function connections({ connections: ids, connection_count: idCount, others, other_count: otherCount }) {
    const place = el("div");
    const present = [...ids, ...others].filter(isInTable);
    return [
      named(ids, idCount, place),
      otherCount > 0 && (others.length > 0 ? ["; also ", named(others, otherCount, place)] : `; ${count(otherCount)} more`),
      present.length > 0 && [" ", el("button", { type: "button", class: "show", click: () => finwait.showInTable(present) }, "show in table")],
      place,
    ];
  }

  function named(ids, all, place) {
    const first = ids.slice(0, NAMED);
    const nodes = first.flatMap((id, i) => [i > 0 && ", ", connection(id, place)]);
    return [nodes, all > first.length && ` and ${count(all - first.length)} more`];
  }

  let idsInTable;

  function isInTable(id) {
    idsInTable ??= new Set(data.report.connections.map(found => found.id));
    return idsInTable.has(id);
  }

  function connection(id, place) {
    if (!finwait.hasLadder(id)) {
      return `#${id}`;
    }
    const open = () => {
      if (place.firstChild === null) {
        place.append(el("span"));
      }
      finwait.openLadder(id, place.firstChild);
    };
    return el("button", { type: "button", class: "open", "aria-label": `ladder of connection ${id}`, click: open }, `#${id}`);
  }

  // ---- Explanation ----

  /** Paragraphs, and items in lists. */
  function paragraphs(blocks) {
    const nodes = [];
    for (const { item, text } of blocks) {
      const last = nodes[nodes.length - 1];
      if (!item) {
        nodes.push(el("p", null, prose(text)));
      } else if (last?.tagName === "UL") {
        last.append(el("li", null, ...prose(text)));
      } else {
        nodes.push(el("ul", null, el("li", null, prose(text))));
      }
    }
    return nodes;
  }

  /** Text of finwait's own, in which `code` is set as code and addresses of pages are links. */
  function prose(text) {
    return text.split(/(`[^`]+`|https:\/\/[^\s),;]+)/).map(part => {
      if (part.startsWith("`") && part.length > 2) {
        return el("code", null, part.slice(1, -1));
      }
      return part.startsWith("https://") ? el("a", { href: part, rel: "noreferrer" }, part) : part;
    });
  }
})();
