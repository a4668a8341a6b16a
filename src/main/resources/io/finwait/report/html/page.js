"use strict";

/** The head of the page, the verdict, and what was captured. */
(() => {
  const { el, data } = finwait;

  finwait.section({
    id: "verdict",
    title: "Verdict",
    render: (section, { page }) => {
      const { capture } = page;
      section.append(
        notes("Damaged", capture.damages),
        notes("Incomplete", capture.gaps),
        notes("Note", capture.cautions),
        el("p", { class: "verdict" }, page.verdict.join(" ")),
      );
    },
  });

  function notes(word, texts) {
    const nodes = document.createDocumentFragment();
    nodes.append(...texts.map(text => el("p", { class: `note ${word.toLowerCase()}` }, el("strong", null, `${word}: `), text)));
    return nodes;
  }

  finwait.section({
    id: "capture",
    title: "What was captured",
    render: (section, { page }) => {
      const { files, facts } = page.capture;
      section.append(
        el(
          "ul",
          { class: "plain" },
          files.map(file => el("li", null, el("code", null, file.name), `: ${file.what}`)),
          facts.map(fact => el("li", null, fact)),
        ),
      );
    },
  });

  /** At the end of the page: how to make it again. */
  finwait.foot = main => {
    const { version, command, inputs, more } = data.page.reproduction;
    const heading = el("h2", { id: "reproduce-title" }, "How to reproduce");
    const section = el("section", { id: "reproduce", "aria-labelledby": heading.id }, heading);
    if (command === undefined) {
      section.append(el("p", null, `Made by finwait ${version}. The command, the names of files and their checksums are left out, since they could tell whose capture this is.`));
    } else {
      section.append(
        el("p", null, el("code", null, command), " ", finwait.copyButton(command, "the command")),
        el("p", null, `That was finwait ${version}. What it read:`),
        el("ul", { class: "plain" }, inputs.map(input => el("li", null, recognised(input))), more && el("li", null, more)),
      );
    }
    main.append(section);
  };

  /** By what an input can be recognised. */
  function recognised({ name, what, sha256, problem }) {
    return [
      el("code", null, name),
      what && `, ${what}`,
      sha256 && [", SHA-256 ", el("code", null, sha256), " ", finwait.copyButton(sha256, "the checksum")],
      problem && `, of which no checksum could be made: ${problem}`,
    ];
  }

  /** Gives the data of the page back as a file, octet for octet as it was put in. */
  function save() {
    const text = document.getElementById("finwait-data").textContent;
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    el("a", { href: url, download: "finwait-report.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  finwait.head = header => {
    const theme = el("button", { type: "button", id: "theme" });
    const label = () => (theme.textContent = finwait.isDark() ? "Light" : "Dark");
    theme.addEventListener("click", finwait.switchTheme);
    finwait.onTheme(label);
    label();
    header.append(
      el("h1", null, data.page.title),
      el(
        "div",
        { class: "tools" },
        el("button", { type: "button", id: "save", click: save }, "Save data"),
        el("button", { type: "button", click: () => print() }, "Print"),
        theme,
      ),
    );
  };
})();
