"use strict";

/** A connection as a ladder, beneath whatever asks for it: what each end was, segment by segment. LaddersJson.java has its rows. */
(() => {
  const { el, svg, count, duration } = finwait;

  const ROW = 26;
  const GAP_ROW = 22;
  const BAND = 12;
  const STATE = 112;
  const LEAST_ARROWS = 170;
  const MOST_ARROWS = 420;
  const CHARACTER = 7.2;

  /** A silence is said where it is that long, and that many times as long as most. */
  const LONG_MS = 5;
  const TIMES_AS_LONG = 10;

  let opened = 0;

  /** Puts the ladder of a connection right after {@code anchor}, or takes it away from there. */
  finwait.openLadder = (id, anchor) => {
    const next = anchor.nextElementSibling;
    if (next?.classList.contains("ladder")) {
      const same = next.dataset.connection === String(id);
      next.remove();
      if (same) {
        return;
      }
    }
    const ladder = finwait.data.ladders?.[id];
    if (ladder === undefined) {
      anchor.after(absent(id));
    } else {
      const { section, fit } = panel(id, ladder);
      anchor.after(section);
      fit(); // at once, so that whoever asked knows how high it is
    }
  };

  /** Every connection: of one whose segments are not here it says how to get them. */
  finwait.hasLadder = () => true;

  function frame(id, ...children) {
    const title = `ladder-title-${++opened}`;
    return el("section", { class: "ladder", "data-connection": id, "aria-labelledby": title }, el("h4", { id: title }, ...children));
  }

  function absent(id) {
    const command = `finwait flow FILE ${id}`;
    const section = frame(id, `Connection ${id}`);
    section.append(
      el("p", null, "Its segments are not in this page. ", el("code", null, command), " shows them, where FILE is the capture. ", finwait.copyButton(command, "the command")),
    );
    return section;
  }

  function panel(id, ladder) {
    const section = frame(id, `#${id}  ${ladder.client} → ${ladder.server}  `, el("span", { class: "muted" }, ladder.outcome));
    const details = el("p", { class: "details", "aria-live": "polite" }, HINT);
    const drawing = el("div", { class: "drawing" });
    const cited = new Map();
    for (const finding of ladder.findings) {
      finding.frames.forEach(number => cited.set(number, [...(cited.get(number) ?? []), finding]));
    }
    section.append(
      el("p", { class: "filter tools" }, el("code", null, ladder.filter), finwait.copyButton(ladder.filter, "the Wireshark filter"), copyText(ladder)),
      drawing,
      details,
      ...ladder.findings.map(finding),
      ...ladder.notes.map(note => el("p", { class: "notes" }, note)),
    );
    const rows = laidOut(ladder.rows);
    let width = 0;
    const fit = () => {
      const room = drawing.clientWidth;
      if (room > 0 && room !== width) {
        width = room;
        drawing.replaceChildren(draw(ladder, rows, room, details, cited));
      }
    };
    new ResizeObserver(fit).observe(drawing);
    return { section, fit };
  }

  function finding({ id, severity, message, frames }) {
    return el("p", { class: `notes ${severity}` }, el("code", null, id), ` (${severity}, ${frames.length === 1 ? "frame" : "frames"} ${frames.join(", ")}): `, message);
  }

  const HINT = "Point at a segment, or move among them with the arrow keys, to see its numbers.";

  function copyText(ladder) {
    const button = finwait.copyButton(ladder.text, "the ladder as text");
    button.classList.add("as-text");
    return el("span", null, "as text ", button);
  }

  /** The rows with the silences between them, and their heights. */
  function laidOut(rows) {
    const pauses = rows.slice(1).map((row, i) => row.ms - rows[i].ms).filter(ms => ms > 0).sort((a, b) => a - b);
    const usual = pauses[Math.floor(pauses.length / 2)] ?? 0;
    const all = [];
    let last;
    for (const row of rows) {
      if (last !== undefined && row.ms - last >= Math.max(LONG_MS, TIMES_AS_LONG * usual)) {
        all.push({ gap: row.ms - last, height: GAP_ROW });
      }
      last = row.ms ?? last;
      const lines = Math.max(1, row.client?.length ?? 0, row.server?.length ?? 0);
      all.push({ ...row, height: row.leftOut === undefined ? ROW * lines : GAP_ROW });
    }
    return all;
  }

  function draw({ client, server }, rows, room, details, cited) {
    const exact = rows.some(({ ms }) => ms !== undefined && Math.abs(ms * 1e3 - Math.round(ms * 1e3)) > 1e-4);
    const time = ms => finwait.ladderTime(ms, exact ? 6 : 3);
    const widest = (texts, least) => Math.ceil(CHARACTER * Math.max(least, ...texts.map(text => text.length))) + 10;
    const segments = rows.filter(({ frame: number }) => number !== undefined);
    const timeWidth = widest(rows.filter(({ ms }) => ms !== undefined).map(({ ms }) => time(ms)), 7);
    const frameWidth = widest(segments.map(({ frame: number }) => String(number)), 5);
    const left = timeWidth + frameWidth + STATE;
    const arrows = Math.max(LEAST_ARROWS, Math.min(MOST_ARROWS, room - left - 2 * BAND - STATE));
    const x = { time: timeWidth - 8, frame: timeWidth + frameWidth - 8, client: left, server: left + BAND + arrows };
    const width = x.server + BAND + STATE;
    const top = 24;
    const height = top + rows.reduce((sum, row) => sum + row.height, 0) + 14;
    const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Segments between ${client} and ${server}` });
    picture.append(
      text(x.time, 14, "time ms", "end", "muted"),
      text(x.frame, 14, "frame", "end", "muted"),
      text(x.client - 6, 14, "client", "end", "muted"),
      text(x.server + BAND + 6, 14, "server", "start", "muted"),
      ...lanes(rows, top, height - 6, x),
    );
    let y = top;
    const steps = [];
    for (const row of rows) {
      if (row.gap !== undefined) {
        picture.append(pause(x, y, duration(row.gap)));
      } else if (row.leftOut !== undefined) {
        picture.append(text((x.client + x.server + BAND) / 2, y + 15, `⋮ ${row.leftOut}`, "middle", "muted"));
      } else if (row.frame === undefined) {
        picture.append(text(x.time, y + 15, time(row.ms), "end", "muted"));
      } else {
        const step = arrow({ ...row, cited: cited.get(row.frame) ?? [] }, x, y, width, time(row.ms), details);
        steps.push(step);
        picture.append(step);
      }
      y += row.height;
    }
    movable(steps);
    return picture;
  }

  function text(x, y, words, anchor, kind) {
    return svg("text", { x, y, "text-anchor": anchor, class: kind }, words);
  }

  /** The states of both ends as bands, from where each begins to where the next one does. */
  function lanes(rows, top, bottom, x) {
    return ["client", "server"].flatMap(side => {
      const begun = [];
      let y = top;
      for (const row of rows) {
        (row[side] ?? []).forEach((name, i) => begun.push({ name, y: y + i * ROW }));
        y += row.height;
      }
      return begun.flatMap(({ name, y: from }, i) => band(side, name, from, begun[i + 1]?.y ?? bottom, x));
    });
  }

  function band(side, name, from, to, x) {
    const state = name.replace("*", "");
    const lane = svg(
      "rect",
      { x: x[side], y: from + 3, width: BAND, height: Math.max(2, to - from), class: name === state ? "lane" : "lane inferred", "data-state": state },
      svg("title", null, `${side}: ${state}${name === state ? "" : ", inferred"}`),
    );
    lane.style.fill = finwait.stateColor(state);
    const words = side === "client" ? text(x.client - 6, from + 15, name, "end") : text(x.server + BAND + 6, from + 15, name, "start");
    return [lane, words];
  }

  function pause(x, y, words) {
    const middle = (x.client + BAND + x.server) / 2;
    return svg("g", { class: "gap" }, text(x.time, y + 15, "⋮", "end", "muted"), text(middle, y + 15, `… ${words} …`, "middle", "muted"));
  }

  function arrow(row, x, y, width, time, details) {
    const from = x.client + BAND + 2;
    const to = x.server - 2;
    const right = row.from === "client";
    const middle = (from + to) / 2;
    const level = y + 19;
    const tip = right ? to : from;
    const back = right ? -8 : 8;
    const about = `${row.from}: ${row.label}, seq ${count(row.seq)}${row.ack === undefined ? "" : `, ack ${count(row.ack)}`}`;
    const said = `frame ${row.frame}, ${time} ms, ${about}`;
    const step = svg(
      "g",
      { class: row.label.endsWith("(again)") ? "step again" : "step", tabindex: -1, role: "img", "aria-label": said },
      svg("title", null, `${said}, length ${count(row.length)}, window ${count(row.window)}, flags ${row.flags}`),
      svg("rect", { class: "hit", x: 0.5, y: y + 1, width: width - 1, height: ROW }),
      text(x.time, y + 15, time, "end"),
      mark(row, x.frame, y),
      label(row, middle, y + 14, to - from),
      svg("line", { class: "shaft", x1: right ? from : from + 6, x2: right ? to - 6 : to, y1: level, y2: level }),
      svg("polygon", { class: "head", points: `${tip},${level} ${tip + back},${level - 4} ${tip + back},${level + 4}` }),
    );
    const show = () => (details.textContent = sentence(row, time));
    step.addEventListener("mouseenter", show);
    step.addEventListener("focus", show);
    return step;
  }

  /** The frame's number; of one that a finding cites, in the colour of the gravest. */
  function mark(row, x, y) {
    const number = text(x, y + 15, String(row.frame), "end", row.cited.length > 0 ? "cited" : "muted");
    if (row.cited.length > 0) {
      number.style.fill = `var(--${row.cited[0].severity})`;
    }
    return number;
  }

  /** What the segment is, and its numbers where there is room for them. */
  function label(row, x, y, room) {
    const numbers = `seq ${count(row.seq)}${row.ack === undefined ? "" : ` ack ${count(row.ack)}`}`;
    const words = text(x, y, row.label, "middle");
    if ((row.label.length + numbers.length + 4) * CHARACTER < room) {
      words.append(svg("tspan", { class: "muted", dx: 10 }, numbers));
    }
    return words;
  }

  function sentence(row, time) {
    const ack = row.ack === undefined ? "no acknowledgement" : `ack ${count(row.ack)}`;
    return `Frame ${row.frame} at ${time} ms, from the ${row.from}: flags ${row.flags}, seq ${count(row.seq)}, ${ack}, length ${count(row.length)}, window ${count(row.window)}; relative to the initial sequence numbers.${row.cited.map(({ id }) => ` It is proof of ${id}.`).join("")}`;
  }

  /** One of the steps can be reached with Tab, the others from there with the arrow keys. */
  function movable(steps) {
    if (steps.length === 0) {
      return;
    }
    steps[0].setAttribute("tabindex", 0);
    steps.forEach((step, i) => {
      step.addEventListener("keydown", event => {
        const next = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: steps.length - 1 }[event.key];
        if (next !== undefined && steps[next] !== undefined) {
          event.preventDefault();
          steps[next].focus();
        }
      });
      step.addEventListener("focus", () => steps.forEach(other => other.setAttribute("tabindex", other === step ? 0 : -1)));
    });
  }

  /** Milliseconds with thousands separated, as exact as the capture. */
  finwait.ladderTime = (ms, decimals) => {
    const [whole, fraction] = Math.abs(ms).toFixed(decimals).split(".");
    return `${ms < 0 ? "-" : ""}${count(whole)}.${fraction}`;
  };
})();
