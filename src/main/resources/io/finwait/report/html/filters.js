"use strict";

/** How what is typed above a column narrows the table. */
(() => {
  const MILLIS = { us: 1e-3, "µs": 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6 };
  const COMPARED = {
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
    "=": (a, b) => a === b,
  };

  /** A test of numbers: "100" and ">=100" at least, "<5", "=0"; of milliseconds also "2s", "<0.5ms". Undefined if it is none. */
  function comparison(typed, units) {
    const match = /^\s*(<=|>=|<|>|=)?\s*(\d[\d,]*(?:\.\d+)?|\.\d+)\s*([a-zµ]*)\s*$/i.exec(typed);
    const unit = match?.[3].toLowerCase();
    if (match === null || (unit !== "" && !(units && unit in MILLIS))) {
      return undefined;
    }
    const bound = Number(match[2].replaceAll(",", "")) * (unit === "" ? 1 : MILLIS[unit]);
    return value => value !== undefined && COMPARED[match[1] ?? ">="](value, bound);
  }

  /** One or several ids: "3, 17". */
  function ids(typed) {
    const wanted = new Set(typed.split(/[,\s]+/).filter(part => part !== "").map(part => Number(part.replace(/^#/, ""))));
    return id => wanted.has(id);
  }

  function contains(typed) {
    const wanted = typed.trim().toLowerCase();
    return value => value.toLowerCase().includes(wanted);
  }

  const TESTS = {
    id: ids,
    text: contains,
    count: typed => comparison(typed, false),
    ms: typed => comparison(typed, true),
  };

  let lastKey;
  let lastTest;

  /** Whether a value passes what is typed above a column of that kind; everything passes what is not understood. */
  finwait.passes = (kind, typed, value) => {
    const key = `${kind} ${typed}`;
    if (key !== lastKey) {
      lastKey = key;
      lastTest = TESTS[kind](typed) ?? (() => true);
    }
    return lastTest(value);
  };
})();
