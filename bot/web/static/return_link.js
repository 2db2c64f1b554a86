// The link that leads an officer back in, for a browser that forgets.

import { call } from "./api.js";
import { keptInThisTab } from "./notes.js";
import { inApp, part, root, say } from "./page.js";

const field = part("return-link");

/** Inside another app's browser: say at once that it may forget. */
export function offerLink() {
  part("return").hidden = !inApp;
  part("ask-return").addEventListener("click", askForLink);
  part("copy").addEventListener("click", copy);
  part("share").addEventListener("click", () => navigator.share({ url: field.value }).catch(() => {}));
  part("close-return").addEventListener("click", () => (part("return").hidden = true));
}

export async function askForLink() {
  part("return").hidden = false;
  try {
    const { link, code, days } = await call("/api/return", { method: "POST" });
    field.value = link;
    part("return-days").textContent = say("link_days", { days });
    part("share").hidden = !navigator.share;
    part("return-given").hidden = false;
    part("ask-return").hidden = true;
    tell("");
    carry(code);
    field.focus();
  } catch (problem) {
    tell(problem.message || say("went_wrong"));
  }
}

/** Whether the code in the address is there to be carried along, and not to be opened here. */
export function isCarried(code) {
  return code !== "" && code === keptInThisTab.read("carried");
}

// In the address, it is taken along by the app's own "open in browser".
function carry(code) {
  if (!inApp) return;
  keptInThisTab.write("carried", code);
  history.replaceState(null, "", `${root}/#${code}`);
}

async function copy() {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    tell(say("copied"));
  } catch {
    tell(say("selected"));
  }
}

function tell(text) {
  part("return-said").textContent = text;
}
