"use strict";

/** Builds the page of the sections that were registered. */
(() => {
  const { el, data } = finwait;

  finwait.head(document.getElementById("head"));
  const main = document.getElementById("main");
  const shown = finwait.sections.filter(({ when }) => when === undefined || when(data));
  for (const { id, title, wide, render } of shown) {
    const heading = el("h2", { id: `${id}-title` }, title);
    const section = el("section", { id, class: wide ? "wide" : undefined, "aria-labelledby": heading.id }, heading);
    main.append(section);
    render(section, data);
  }
  finwait.foot(main);
  document.getElementById("verdict").tabIndex = -1; // so that the skip link moves the focus there

  // Paper cannot be clicked on: what is closed on the screen is open there, and closed again afterwards.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.finding:not([open])")];
    opened.forEach(details => (details.open = true));
  });
  addEventListener("afterprint", () => opened.forEach(details => (details.open = false)));
})();
