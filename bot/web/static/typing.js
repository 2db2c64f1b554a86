// "The assistant is answering…", until it has, or has not for too long.

import { part } from "./page.js";

const GIVE_UP = 20_000; // milliseconds

let timer;

export function showTyping() {
  clearTimeout(timer);
  timer = setTimeout(hideTyping, GIVE_UP);
  part("typing").hidden = false;
}

export function hideTyping() {
  clearTimeout(timer);
  part("typing").hidden = true;
}
