// Whether the server is reached, in words: always in the header, and aloud where it changes.

import { Problem } from "./api.js";
import { part, say } from "./page.js";
import { hideTyping } from "./typing.js";

let lost = false;
let failures = 0;
let silence;

/** A call failed. The first failure alone is no news: a phone that wakes up often has one. */
export function failed(error) {
  failures += 1;
  if (failures < 2 && navigator.onLine) return;
  const key = error instanceof Problem ? "interrupted" : "lost";
  if (!lost) announce(say(key));
  lost = true;
  write("disconnected");
  hideTyping();
}

export function worked() {
  failures = 0;
  write("connected");
  if (!lost) return;
  lost = false;
  announce(say("back_again"), 4000);
}

/** Say something in the status bar, for ever or for some milliseconds. */
export function announce(text, milliseconds) {
  part("status").textContent = text;
  clearTimeout(silence);
  if (milliseconds) silence = setTimeout(() => announce(""), milliseconds);
}

function write(key) {
  part("connection").textContent = say(key);
  part("connection").dataset.state = key;
}

addEventListener("offline", () => failed());
