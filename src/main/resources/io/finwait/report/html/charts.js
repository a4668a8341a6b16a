"use strict";

/** The charts, drawn by uPlot on canvases: Chart.java says what of. Each has a sentence, a legend that shows values, and its numbers in a table. */
(() => {
  const { el, count, duration, cssColor } = finwait;

  const STATES = /^[A-Z]/;
  const HEIGHT = 260;

  /** What a portrait sheet of A4 or Letter has room for, CSS pixels. */
  const PAPER_WIDTH = 640;

  /** Every chart that is drawn: {holder, make, plot}. */
  const drawn = [];

  finwait.section({
    id: "charts",
    title: "Charts",
    wide: true,
    when: ({ charts }) => charts !== undefined && charts.charts.length + charts.notes.length > 0,
    render: (section, { charts }) => {
      section.append(...charts.charts.map(figure), ...charts.notes.map(note => el("p", { class: "muted" }, note)));
      new ResizeObserver(() => drawn.forEach(fit)).observe(section);
      finwait.onTheme(redraw);
    },
  });

  function figure(chart) {
    const holder = el("div", { class: "canvas", role: "img", "aria-label": `${chart.title}. ${chart.says}` });
    const title = el("h3", { id: `chart-${chart.id}` }, chart.title);
    const entry = { holder, chart, plot: undefined };
    drawn.push(entry);
    return el(
      "figure",
      { class: "chart", id: chart.id, "aria-labelledby": title.id },
      title,
      holder,
      el("figcaption", null, chart.says),
      el("details", null, el("summary", null, "The same in numbers"), numbers(chart)),
    );
  }

  function numbers({ title, table: [head, ...rows] }) {
    return el(
      "table",
      { "aria-label": title },
      el("thead", null, el("tr", null, head.map((cell, i) => el("th", { scope: "col", class: i > 0 && "right" }, cell)))),
      el(
        "tbody",
        null,
        rows.map(row =>
          el("tr", null, row.map((cell, i) => (i === 0 ? el("th", { scope: "row" }, cell) : el("td", { class: "right" }, cell)))),
        ),
      ),
    );
  }

  /** Draws it once its holder has a width, and again when that changes. */
  function fit(entry) {
    const width = Math.floor(entry.holder.clientWidth);
    if (width === 0) {
      return;
    }
    if (entry.plot === undefined) {
      draw(entry, width);
    } else if (entry.plot.width !== width) {
      entry.plot.setSize({ width, height: HEIGHT });
    }
  }

  function draw(entry, width) {
    entry.plot?.destroy();
    entry.plot = new uPlot(options(entry.chart, width), data(entry.chart), entry.holder);
    entry.holder.querySelectorAll(".u-legend .u-series").forEach(series => {
      const switcher = series.querySelector("th");
      switcher.tabIndex = 0;
      switcher.addEventListener("keydown", event => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          switcher.click();
        }
      });
    });
  }

  /** Canvases keep the colours they were drawn with. */
  function redraw(width) {
    drawn.filter(({ plot }) => plot !== undefined).forEach(entry => draw(entry, width ?? entry.plot.width));
  }

  // Paper is light, and as wide as it is.
  let themeBefore;
  addEventListener("beforeprint", () => {
    themeBefore = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    redraw(PAPER_WIDTH);
  });
  addEventListener("afterprint", () => {
    if (themeBefore === undefined) {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = themeBefore;
    }
    drawn.filter(({ plot }) => plot !== undefined).forEach(entry => draw(entry, entry.holder.clientWidth));
  });

  function data({ kind, x, series }) {
    // How long things took has a bin for each value: its place, not its length, is the scale.
    const places = kind === "durations" ? x.map((_, i) => i) : x;
    return [places, ...series.map(({ values }) => values)];
  }

  function options(chart, width) {
    const text = cssColor("var(--text)");
    const grid = { stroke: cssColor("var(--line)"), width: 1 };
    const axis = { stroke: text, grid, ticks: grid, font: "12px system-ui, sans-serif" };
    const bins = chart.kind === "durations";
    const most = Math.max(...chart.series.flatMap(({ values }) => values));
    return {
      width,
      height: HEIGHT,
      padding: [10, 24, 0, 0],
      ms: 1,
      tzDate: ms => uPlot.tzDate(new Date(ms), "Etc/UTC"),
      cursor: { points: { size: 7 }, drag: { x: true, y: false }, dataIdx: chart.kind === "points" ? nearestPoint : undefined },
      scales: { x: { time: !bins }, y: chart.kind === "points" ? {} : { range: (_, __, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [
        bins ? { ...axis, ...decades(chart) } : { ...axis, space: 110, values: (_, splits, __, ___, step) => splits.map(ms => clock(ms, step)) },
        {
          ...axis,
          space: 35,
          label: chart.unit,
          labelFont: axis.font,
          labelSize: 20,
          size: 22 + 7 * count(Math.round(most)).length,
          incrs: wholeSteps(most),
          values: (_, splits) => splits.map(count),
        },
      ],
      series: [
        { label: bins ? "took" : "at", value: (_, at) => (at === null || at === undefined ? "" : bins ? span(chart, at) : clock(at, 1)) },
        ...chart.series.map(one => line(chart, one)),
      ],
    };
  }

  function line({ kind }, { name, tone, dashed, values, labels }) {
    const stroke = cssColor(color(tone));
    const common = {
      label: name,
      stroke,
      width: 2,
      dash: dashed ? [6, 4] : undefined,
      value: (_, value, __, i) => (value === null || value === undefined ? "" : count(value) + (labels?.[i] ? `, ${labels[i]}` : "")),
    };
    if (kind === "points") {
      const bad = tone === "bad";
      return { ...common, paths: () => null, points: { show: true, size: bad ? 10 : 6, width: bad ? 2 : 1, stroke, fill: bad ? "transparent" : stroke } };
    }
    const paths = uPlot.paths.stepped({ align: kind === "counts" ? -1 : 1 });
    const fill = kind === "counts" && tone !== "begun" ? cssColor(`color-mix(in srgb, ${color(tone)} 35%, transparent)`) : undefined;
    return { ...common, paths, fill, width: fill === undefined ? 2 : 1, points: { show: false } };
  }

  /** The nearest point of that series, since each instant has a point of one series alone. */
  function nearestPoint(plot, series, at, x) {
    if (series === 0) {
      return at;
    }
    const values = plot.data[series];
    let best = null;
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== null && (best === null || Math.abs(plot.data[0][i] - x) < Math.abs(plot.data[0][best] - x))) {
        best = i;
      }
    }
    return best !== null && Math.abs(plot.valToPos(plot.data[0][best], "x") - plot.valToPos(x, "x")) < 12 ? best : null;
  }

  function color(tone) {
    if (STATES.test(tone)) {
      return finwait.stateColor(tone);
    }
    switch (tone) {
      case "begun":
        return "var(--text)";
      case "good":
        return "var(--series-1)";
      case "bad":
        return "var(--high)";
      case "limit":
        return "var(--muted)";
      default:
        return /^\d/.test(tone) ? `var(--series-${tone})` : finwait.kindColor(tone);
    }
  }

  /** Steps of an axis of counts: whole ones. */
  function wholeSteps(most) {
    const steps = [];
    for (let power = 1; power <= Math.max(10, most); power *= 10) {
      steps.push(power, 2 * power, 5 * power);
    }
    return steps;
  }

  /** An axis with a mark at each power of ten of a second. */
  function decades({ x }) {
    const marks = x.map((_, i) => i).filter(i => x[i] === 0 || (isDecade(x[i]) && x[i - 1] !== 0)); // beside 0 there is no room
    return { splits: () => marks, values: (_, splits) => splits.map(i => unit(x[Math.round(i)])) };
  }

  function isDecade(nanos) {
    return Math.abs(Math.log10(nanos) - Math.round(Math.log10(nanos))) < 1e-6;
  }

  /** 1 µs, 10 µs, … 100 s. */
  function unit(nanos) {
    if (nanos === 0) {
      return "0";
    }
    const power = Math.round(Math.log10(nanos));
    const [base, name] = power < 6 ? [3, "µs"] : power < 9 ? [6, "ms"] : [9, "s"];
    return `${10 ** (power - base)} ${name}`;
  }

  /** From when to when a bin is. */
  function span({ x }, at) {
    const from = duration(x[at] / 1e6);
    return at + 1 < x.length ? `${from} to ${duration(x[at + 1] / 1e6)}` : `${from} and more`;
  }

  /** The time of day, UTC, as fine as the step of its axis; the date too where a day is no step. */
  function clock(ms, step) {
    const instant = new Date(ms).toISOString();
    if (step >= 86_400_000) {
      return instant.slice(5, 10);
    }
    return step >= 60_000 ? instant.slice(11, 16) : step >= 1_000 ? instant.slice(11, 19) : instant.slice(11, 23);
  }
})();
