// Messages as nodes. What comes from the server never becomes HTML: only <b> and <i> are known, the rest is text.

import { make } from "./page.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'", "#x27": "'" };
const LINK_OR_COMMAND = /(https?:\/\/\S*[^\s.,;:!?)\]”»"])|(^|\s)(\/[a-z]\w*)(?![\w/])/gi;

/** The nodes of a message; a tap on a word such as /tiendo calls `send` with it. */
export function nodes(html, send) {
  const fragment = document.createDocumentFragment();
  const open = [fragment];
  for (const piece of html.split(/(<\/?[bi]>)/)) {
    const inner = open[open.length - 1];
    if (/^<[bi]>$/.test(piece)) {
      open.push(make(piece[1]));
      inner.append(open[open.length - 1]);
    } else if (/^<\/[bi]>$/.test(piece)) {
      if (open.length > 1) open.pop();
    } else {
      inner.append(...linked(unescaped(piece), send));
    }
  }
  return fragment;
}

function unescaped(text) {
  return text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
}

function linked(text, send) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(LINK_OR_COMMAND)) {
    const [, url, blank = "", command] = match;
    found.push(text.slice(end, match.index) + blank, url ? link(url) : commandButton(command, send));
    end = match.index + match[0].length;
  }
  return [...found, text.slice(end)];
}

function link(url) {
  return make("a", { href: url, target: "_blank", rel: "noopener", textContent: url });
}

function commandButton(command, send) {
  return make("button", { type: "button", className: "link", textContent: command, onclick: () => send(command) });
}
