// Signing out, at once for whoever looks at the phone, and at the server as soon as there is a network.

import { Unreachable, call } from "./api.js";
import * as log from "./log.js";
import { kept } from "./notes.js";
import { say } from "./page.js";
import { backoff, pause } from "./pause.js";
import { sendAll } from "./queue.js";
import { showDoor } from "./door.js";

const NOTE = "leaving";

export function isLeaving() {
  return kept.read(NOTE) !== "";
}

/** Hide the chat now; words that wait are still sent, then the session ends and everything here is forgotten. */
export async function leave() {
  kept.write(NOTE, "yes");
  log.clear();
  showDoor(say("leaving"));
  for (let failures = 1; ; failures += 1) {
    try {
      await sendAll();
      await call("/api/leave", { method: "POST" });
      break;
    } catch (error) {
      if (!(error instanceof Unreachable || error.passes)) break;
      await pause(backoff(failures));
    }
  }
  dispatchEvent(new Event("signed-out"));
}
