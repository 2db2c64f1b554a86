// The chat on the screen: bubbles in their order, edits in place, and staying at the bottom.

import { heardBubble, mark, ownBubble } from "./bubbles.js";
import { part } from "./page.js";

const MOST_SHOWN = 300;
const NEAR = 100; // pixels from the end that still count as being there

const log = part("log");
const heard = new Map();
const own = new Map();

let latest = null;
let atBottom = true;
let scrolled = 0;

document.addEventListener("scroll", follow, { capture: true, passive: true });
const growth = new ResizeObserver(() => atBottom && toBottom());
growth.observe(part("said"));
growth.observe(part("scroller"));

/** Show a message of the server, or put it in the place of the one that it edits. */
export function showHeard(message, send) {
  const place = message.edits ?? message.n;
  const bubble = heardBubble(message, send);
  const old = heard.get(place);
  heard.set(place, bubble);
  if (old?.isConnected) replace(old, bubble);
  else add(bubble);
  if (message.choices.length) highlight(bubble);
}

/** Show an own word, at the end and in sight. Where it answers, the question's buttons have had their time. */
export function showOwn(word) {
  const bubble = ownBubble(word);
  own.set(word.id, bubble);
  highlight(null);
  atBottom = true;
  add(bubble);
}

export function markOwn(id, state, reason) {
  if (own.has(id)) mark(own.get(id), state, reason);
}

/** Read new messages aloud, or not, as for those that were there before. */
export function announceNew(aloud) {
  log.setAttribute("aria-live", aloud ? "polite" : "off");
}

export function clear() {
  log.replaceChildren();
  heard.clear();
  own.clear();
}

function add(bubble) {
  log.append(bubble);
  if (log.childElementCount > MOST_SHOWN) log.firstElementChild.remove();
}

function replace(old, bubble) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(bubble);
  if (hadFocus) (bubble.querySelector("button") ?? part("words")).focus({ preventScroll: true });
}

function highlight(bubble) {
  latest?.classList.remove("latest");
  latest = bubble;
  latest?.classList.add("latest");
}

// Only the person scrolls up, and so leaves the end. What grows (a message, a picture that arrives) does not.
function follow() {
  const now = part("scroller").scrollTop + scrollY;
  const beyond = part("end").getBoundingClientRect().top - part("composer").getBoundingClientRect().top;
  if (beyond < NEAR) atBottom = true;
  else if (now < scrolled) atBottom = false;
  scrolled = now;
}

function toBottom() {
  part("end").scrollIntoView({ block: "end" });
  // Where the letters are large, the page itself scrolls, too.
  part("composer").scrollIntoView({ block: "end" });
}
