// Nothing may be left on a phone that others look at.

import { clear } from "./log.js";
import * as memory from "./memory.js";
import { kept, keptInThisTab } from "./notes.js";
import { part } from "./page.js";
import { stopWorker } from "./worker.js";

export async function forgetAll() {
  clear();
  part("words").value = "";
  part("return-link").value = "";
  kept.forget();
  keptInThisTab.forget();
  await Promise.all([memory.forget(), stopWorker()]);
}
