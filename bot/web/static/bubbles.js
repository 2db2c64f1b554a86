// One message as an element: the assistant's with its choices, the officer's own with its state.

import { nodes } from "./markup.js";
import { make, say } from "./page.js";

// A second tap within this time is a trembling finger, no second answer.
const ONE_TAP = 800; // milliseconds

/** `send` is called with `{text}` or `{choice, label}`. */
export function heardBubble(message, send) {
  const body = make("div", { className: "bubble" }, whose("assistant_says"));
  if (message.image) body.append(picture(message));
  if (message.text) body.append(make("div", { className: "words" }, nodes(message.html, (text) => send({ text }))));
  if (message.document) body.append(download(message));
  return make("div", { className: "heard" }, body, ...rows(message.choices, send));
}

export function ownBubble(word) {
  const body = make("div", { className: "bubble" }, whose("officer_says"));
  if (word.file?.type.startsWith("image/")) body.append(localPicture(word));
  else if (word.name) body.append(make("div", { className: "words", textContent: `📎 ${word.name}` }));
  if (word.label ?? word.text) body.append(make("div", { className: "words", textContent: word.label ?? word.text }));
  const bubble = make("div", { className: "own" }, body, make("p", { className: "state" }));
  mark(bubble, word.sent ? "sent" : "unsent");
  return bubble;
}

/** Write the state of an own message below it: "unsent", "sent" or "refused", the last with the reason. */
export function mark(bubble, state, reason = "") {
  bubble.dataset.state = state;
  bubble.lastElementChild.textContent = [say(state), reason].filter(Boolean).join(" ");
}

function whose(key) {
  return make("span", { className: "unseen", textContent: say(key) });
}

function rows(choices, send) {
  const byRow = new Map();
  for (const choice of choices) {
    if (!byRow.has(choice.row)) byRow.set(choice.row, make("div", { className: "row" }));
    byRow.get(choice.row).append(choiceButton(choice, send));
  }
  return byRow.values();
}

function choiceButton({ id, label }, send) {
  let tapped = -Infinity;
  return make("button", {
    type: "button",
    className: "choice",
    textContent: label,
    onclick(event) {
      if (event.timeStamp - tapped > ONE_TAP) send({ choice: id, label });
      tapped = event.timeStamp;
    },
  });
}

function picture({ image, name }) {
  const alt = say("picture", { name: name ?? "" });
  return make("a", { href: image, target: "_blank" }, make("img", { src: image, alt }));
}

function localPicture({ file, name }) {
  return make("img", { src: URL.createObjectURL(file), alt: say("picture", { name }) });
}

function download({ document: file, name }) {
  const arrow = make("span", { textContent: "⬇ " });
  arrow.setAttribute("aria-hidden", "true");
  return make("a", { className: "file", href: file, download: name ?? "" }, arrow, name ?? say("document"));
}
