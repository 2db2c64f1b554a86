// A document's link that was opened before its officer had signed in here: it opens once that is done.

import { keptInThisTab } from "./notes.js";

const NOTE = "wanted";
const PARAMETER = "tep";

let wanted = "";

/** Take the document out of the address, or out of the note that survived the signing in. */
export function noteWanted() {
  const query = new URLSearchParams(location.search);
  const path = query.get(PARAMETER) ?? keptInThisTab.read(NOTE);
  keptInThisTab.write(NOTE, "");
  if (/^[\w-]+\/[^/]+$/.test(path)) wanted = path;
  if (!query.has(PARAMETER)) return;
  query.delete(PARAMETER);
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

export function isSomethingWanted() {
  return wanted !== "";
}

/** Somebody has come in, and the page is about to be loaded anew. */
export function keepWanted() {
  keptInThisTab.write(NOTE, wanted);
}

/** Somebody is signed in: open it. Whether it is theirs, the server says. */
export function openWanted() {
  if (!wanted) return;
  const [token, name] = wanted.split("/");
  wanted = "";
  location.assign(`/tep/${token}/${encodeURIComponent(name)}`);
}
