// Small notes that outlive a reload; each door of the demo has its own. Without storage they are not kept.

import { root } from "./page.js";

const PREFIX = `tiendo${root}:`;

export const kept = notes("localStorage");
export const keptInThisTab = notes("sessionStorage");

function notes(kind) {
  return {
    read: (name) => attempt((storage) => storage.getItem(PREFIX + name)) ?? "",
    write: (name, text) => attempt((storage) => storage.setItem(PREFIX + name, text)),
    forget: () => attempt(forget),
  };

  // A browser that keeps nothing throws at the very mention of its storage.
  function attempt(act) {
    try {
      return act(window[kind]);
    } catch {
      return null;
    }
  }
}

function forget(storage) {
  for (const name of Object.keys(storage)) if (name.startsWith(PREFIX)) storage.removeItem(name);
}
