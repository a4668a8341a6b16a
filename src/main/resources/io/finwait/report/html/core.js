"use strict";

/** What all modules share: the data, the making of elements, sections, colours. See HtmlReport.java for how modules use it. */
const finwait = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** The data elements, by name: finwait-page is data.page; the record format itself is data.report. */
  function read() {
    const data = {};
    for (const element of document.querySelectorAll('script[type="application/json"]')) {
      const name = element.id.slice("finwait-".length);
      data[name === "data" ? "report" : name] = JSON.parse(element.textContent);
    }
    return data;
  }

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === "function") {
        node.addEventListener(name, value);
      } else if (value === true) {
        node.setAttribute(name, "");
      } else if (value !== undefined && value !== null && value !== false) {
        node.setAttribute(name, value);
      }
    }
    return append(node, ...children);
  }

  /** Appends nodes and texts, and those in arrays. Texts become text nodes, so that nothing in the data is ever markup. */
  function append(node, ...children) {
    node.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false && child !== ""));
    return node;
  }

  /**
   * An element. A function as an attribute listens to the event of that name; true is an attribute without value, false and undefined
   * none. Children are nodes, texts, and arrays of them.
   */
  function el(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }

  /** Likewise an element of SVG. */
  function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  const registered = [];

  /** Registers a section: {id, title, wide, when(data), render(section, data)}. They appear in the order of registration. */
  function section(description) {
    registered.push(description);
  }

  /** The colour of a TCP state, as CSS has it. */
  function stateColor(state) {
    return `var(--state-${state.toLowerCase().replaceAll("_", "-")})`;
  }

  /** The colour of a way in which connections end: fin, rst, half_closed, refused, unanswered, open. */
  function kindColor(kind) {
    return `var(--kind-${kind.replaceAll("_", "-")})`;
  }

  /** What a CSS colour is in the present theme, for a canvas: "rgb(…)". */
  function cssColor(value) {
    const probe = el("span", { hidden: true });
    probe.style.color = value;
    document.body.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    return color;
  }

  const system = matchMedia("(prefers-color-scheme: dark)");
  const onThemes = [];
  let chosen;

  function isDark() {
    return chosen === undefined ? system.matches : chosen === "dark";
  }

  function themeChanged() {
    onThemes.forEach(callback => callback());
  }

  /** Changes between light and dark, whatever the system has. */
  function switchTheme() {
    chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    themeChanged();
  }

  /** Calls back whenever light and dark change. */
  function onTheme(callback) {
    onThemes.push(callback);
  }

  system.addEventListener("change", () => {
    if (chosen === undefined) {
      themeChanged();
    }
  });

  let announcer;

  /** Says to screen readers what has happened. */
  function announce(text) {
    if (announcer === undefined) {
      announcer = el("p", { class: "hidden", role: "status" });
      document.body.append(announcer);
    }
    announcer.textContent = text;
  }

  /** A button that puts a text on the clipboard. */
  function copyButton(text, what) {
    const button = el("button", { type: "button", class: "copy", "aria-label": `Copy ${what}` }, "copy");
    button.addEventListener("click", async () => {
      button.textContent = (await copied(text)) ? "copied" : "not copied: select it";
      announce(button.textContent);
      setTimeout(() => (button.textContent = "copy"), 2000);
    });
    return button;
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedBySelection(text);
    }
  }

  /** Where the clipboard is not to be had otherwise, as on pages from disk in some browsers. */
  function copiedBySelection(text) {
    const area = el("textarea", { class: "hidden", readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  /** Whether a ladder of that connection can be opened: openLadder(id, anchor) is of the module that draws them. */
  function hasLadder(id) {
    return finwait.openLadder !== undefined && finwait.data.ladders?.[id] !== undefined;
  }

  return {
    data: read(),
    el,
    svg,
    append,
    section,
    sections: registered,
    stateColor,
    kindColor,
    cssColor,
    isDark,
    switchTheme,
    onTheme,
    announce,
    copyButton,
    hasLadder,
  };
})();
