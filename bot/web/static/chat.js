// The chat of a signed-in officer: what is remembered first, then what the server says.

import { startComposer } from "./composer.js";
import { announceNew, picturesCame, showHeard, showOwn } from "./log.js";
import * as memory from "./memory.js";
import { startMenu } from "./menu.js";
import { keptInThisTab } from "./notes.js";
import { reload, show } from "./page.js";
import { listen } from "./polling.js";
import { send, sendAll } from "./queue.js";
import { offerLink } from "./return_link.js";
import { hideTyping, showTyping } from "./typing.js";
import { startWorker } from "./worker.js";

let started = false;
let entered = false;
let signedIn = false;

/** Show the chat; where nothing is remembered, only once the server has let the person in. */
export function startChat() {
  if (started) return show("chat");
  started = true;
  for (const entry of memory.inOrder()) {
    if (entry.own) showOwn(entry.own);
    else showHeard(entry.heard, send);
  }
  if (!memory.isEmpty()) enter();
  void listen(hear);
}

function enter() {
  entered = true;
  show("chat");
  startComposer();
  startMenu();
  void sendAll();
}

function hear({ messages, language, typing }) {
  if (!entered) enter();
  for (const message of messages) {
    memory.keepHeard(message);
    showHeard(message, send);
  }
  if (messages.length) hideTyping();
  if (typing) showTyping();
  if (!signedIn) begin();
  follow(language);
  return picturesCame();
}

function begin() {
  signedIn = true;
  offerLink();
  startWorker();
  // Only what comes from now on is news.
  setTimeout(announceNew, 500, true);
}

// The server draws the page in the officer's language, but not one that comes from a cache: one reload, not many.
function follow(language) {
  const differs = language !== document.documentElement.lang;
  if (differs && keptInThisTab.read("reloaded") !== language) {
    keptInThisTab.write("reloaded", language);
    if (keptInThisTab.read("reloaded") === language) reload();
  } else if (!differs) {
    keptInThisTab.write("reloaded", "");
  }
}
