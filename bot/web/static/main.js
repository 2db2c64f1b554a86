// Where the page begins: with the code in the address, with the chat that is remembered, or at the door.

import { startChat } from "./chat.js";
import { showDoor, showInvitation, startDoor } from "./door.js";
import { forgetAll } from "./forgetting.js";
import { isLeaving, leave } from "./leaving.js";
import * as memory from "./memory.js";
import { say } from "./page.js";
import { isCarried } from "./return_link.js";

addEventListener("signed-out", forget);
addEventListener("hashchange", begin);

await memory.recall();
startDoor();
begin();

function begin() {
  if (isLeaving()) return void leave();
  const code = takeCode();
  if (code) void showInvitation(code, memory.isEmpty() ? null : startChat);
  else startChat();
}

// The code is a key: it does not stay where others see it, nor in the history.
function takeCode() {
  const code = location.hash.slice(1);
  if (!code || isCarried(code)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}

async function forget() {
  const reason = memory.isEmpty() ? "" : say("signed_out");
  await forgetAll();
  showDoor(reason);
}
