// The chat of a signed-in officer: what is remembered first, then what the server says.

import { content } from "./api.js";
import { startComposer } from "./composer.js";
import { announceNew, clear, showHeard, showOwn } from "./log.js";
import * as memory from "./memory.js";
import { startMenu } from "./menu.js";
import { kept, keptInThisTab } from "./notes.js";
import { reload, show } from "./page.js";
import { listen } from "./polling.js";
import { send, sendAll } from "./queue.js";
import { offerLink } from "./return_link.js";
import { hideTyping, showTyping } from "./typing.js";
import { keepWanted, openWanted } from "./wanted.js";
import { startWorker } from "./worker.js";

let started = false;
let entered = false;
let signedIn = false;

/** Show the chat; where nothing that was heard is remembered, only once the server has let the person in. */
export async function startChat() {
  if (started) return show("chat");
  started = true;
  if (memory.lastHeard()) enter();
  const reason = await listen(hear);
  if (reason !== undefined) dispatchEvent(new CustomEvent("signed-out", { detail: reason }));
}

function enter() {
  entered = true;
  draw();
  show("chat");
  startComposer();
  startMenu();
}

function draw() {
  for (const entry of memory.inOrder()) {
    if (entry.own) showOwn(entry.own);
    else showHeard(entry.heard, send);
  }
}

async function hear({ messages, language, typing, chat, epoch }) {
  if (await isAnew(chat, epoch)) return;
  if (!entered) enter();
  for (const message of messages) {
    const shown = message.once ? await withFile(message) : message;
    memory.keepHeard(message);
    showHeard(shown, send);
  }
  if (messages.length) hideTyping();
  if (typing) showTyping();
  if (!signedIn) begin();
  if (!loadsAnew(language)) openWanted();
}

// Whose chat this is, and in which epoch it is numbered, is noted: a server that was restored counts anew, and words of
// somebody else who sat here before are not sent in this chat.
async function isAnew(chat, epoch) {
  const before = [kept.read("chat"), kept.read("epoch")];
  kept.write("chat", chat);
  kept.write("epoch", epoch);
  if (before[0] && before[0] !== chat) {
    kept.write("draft", "");
    await memory.forget();
    await memory.recall();
  } else if (before[0] && before[1] !== epoch) {
    await memory.forgetHeard();
  } else {
    return false;
  }
  clear();
  if (entered) draw();
  return true;
}

// What is shown once is gone with the next call, its file too.
async function withFile(message) {
  const address = message.image ?? message.document;
  const file = address && (await content(address));
  const url = file ? URL.createObjectURL(file) : null;
  return { ...message, image: message.image && url, document: message.document && url };
}

function begin() {
  signedIn = true;
  void sendAll();
  offerLink();
  startWorker();
  // Only what comes from now on is news.
  setTimeout(announceNew, 500, true);
}

// The server draws the page in the officer's language, but not one that comes from a cache: one reload, not many.
function loadsAnew(language) {
  const differs = language !== document.documentElement.lang;
  if (differs && keptInThisTab.read("reloaded") !== language) {
    keptInThisTab.write("reloaded", language);
    if (keptInThisTab.read("reloaded") !== language) return false;
    keepWanted();
    reload();
    return true;
  }
  if (!differs) keptInThisTab.write("reloaded", "");
  return false;
}
