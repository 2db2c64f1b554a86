// Where the page begins: with the code in the address, with the chat that is remembered, or at the door.

import { startChat } from "./chat.js";
import { showDoor, showInvitation, startDoor } from "./door.js";
import { forgetButUnsent } from "./forgetting.js";
import { hide, isLeaving, leave } from "./leaving.js";
import * as memory from "./memory.js";
import { kept } from "./notes.js";
import { say } from "./page.js";
import { isCarried } from "./return_link.js";
import { isSomethingWanted, noteWanted } from "./wanted.js";

addEventListener("signed-out", ({ detail }) => void signedOut(detail));
addEventListener("hashchange", () => void begin());
// Another tab signs out: nothing stays visible here either.
addEventListener("storage", ({ newValue }) => newValue && isLeaving() && hide());

noteWanted();
await memory.recall();
startDoor();
await begin();

async function begin() {
  const code = takeCode();
  const left = isLeaving();
  if (left) await leave();
  if (code) await showInvitation(code, startChat);
  else if (!left) void startChat();
}

// The code is a key: it does not stay where others see it, nor in the history.
function takeCode() {
  const code = location.hash.slice(1);
  if (!code || isCarried(code)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}

// Who never was signed in here is told nothing about it.
async function signedOut(reason) {
  const known = !memory.isEmpty() || kept.read("chat");
  await forgetButUnsent();
  if (isSomethingWanted()) reason = say("file_needs_code");
  else if (!known) reason = "";
  showDoor(reason);
}
