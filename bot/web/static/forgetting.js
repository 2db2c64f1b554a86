// Nothing may be left on a phone that others look at.

import { clear } from "./log.js";
import * as memory from "./memory.js";
import { kept, keptInThisTab } from "./notes.js";
import { part } from "./page.js";
import { stopWorker } from "./worker.js";

/** The session is over, but not by the wish of whoever sits here: words that were not sent yet are not lost. */
export async function forgetButUnsent() {
  if (!memory.unsent().length && !kept.read("draft")) return forgetAll();
  clear();
  part("words").value = "";
  await Promise.all([memory.keepUnsent(), stopWorker()]);
}

export async function forgetAll() {
  clear();
  part("words").value = "";
  part("return-link").value = "";
  kept.forget();
  keptInThisTab.forget();
  await Promise.all([memory.forget(), stopWorker()]);
}
