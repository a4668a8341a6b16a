"use strict";

/** What was found, the gravest first, each opening to its proof, what it means and what to do. */
(() => {
  const { el } = finwait;

  finwait.section({
    id: "findings",
    title: "Findings",
    when: ({ page }) => page.findings.length > 0 || page.uncounted.length > 0,
    render: (section, { page }) => {
      section.append(
        ...page.findings.map(found => finding(found, page.explanations[found.id])),
        ...page.uncounted.map(sentence => el("p", null, `${sentence}.`)),
      );
    },
  });

  function finding(found, explanation) {
    return el(
      "details",
      { class: `finding ${found.severity}` },
      el(
        "summary",
        null,
        el("span", { class: "severity" }, found.severity),
        el("h3", null, found.title),
        el("span", { class: "about" }, el("code", null, found.id), ` ${found.subject}`, found.doubt && ` (${found.doubt})`),
      ),
      el("p", null, found.message),
      explanation.map(part => [el("h4", null, part.heading), blocks(part.blocks)]),
    );
  }

  /** Paragraphs, and items in lists. */
  function blocks(all) {
    const nodes = [];
    for (const block of all) {
      if (!block.item) {
        nodes.push(el("p", null, prose(block.text)));
      } else if (nodes.length > 0 && nodes[nodes.length - 1].tagName === "UL") {
        nodes[nodes.length - 1].append(el("li", null, prose(block.text)));
      } else {
        nodes.push(el("ul", null, el("li", null, prose(block.text))));
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
