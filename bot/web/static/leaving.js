// Signing out, at once for whoever looks at the phone, and at the server as soon as there is a network.

import { Unreachable, call } from "./api.js";
import { showDoor } from "./door.js";
import { forgetAll } from "./forgetting.js";
import * as log from "./log.js";
import { kept } from "./notes.js";
import { say } from "./page.js";
import { backoff, pause } from "./pause.js";
import { stopListening } from "./polling.js";
import { sendAll } from "./queue.js";

const NOTE = "leaving";

let underWay = null;

export function isLeaving() {
  return kept.read(NOTE) !== "";
}

/** Hide the chat now; words that wait are still sent, then the session ends and everything here is forgotten. */
export function leave() {
  underWay ??= leaveOnce();
  return underWay;
}

/** Nothing of the chat is to be seen any more; another tab may be the one that leaves. */
export function hide() {
  stopListening();
  log.clear();
  showDoor(say("leaving"));
}

async function leaveOnce() {
  kept.write(NOTE, "yes");
  hide();
  await endSession();
  await forgetAll();
  underWay = null;
  showDoor(say("signed_out"));
}

async function endSession() {
  for (let failures = 1; ; failures += 1) {
    try {
      await sendAll();
      return await call("/api/leave", { method: "POST" });
    } catch (error) {
      if (!(error instanceof Unreachable || error.passes)) return null;
      await pause(backoff(failures));
    }
  }
}
