// IndexedDB in three calls. Where the browser has none, nothing is kept and `all` is empty.

import { root } from "./page.js";

const NAME = `tiendo${root}`;
const STORES = { own: "id", heard: "n" };

let database = null;

export async function open() {
  // Some browsers neither open it nor say so.
  database = await Promise.race([opened(), new Promise((resolve) => setTimeout(resolve, 3000, null))]);
  // Another tab forgets everything: this one begins anew.
  if (database) database.onversionchange = () => (database.close(), location.reload());
}

export function all(store) {
  return run(store, "readonly", (entries) => entries.getAll()).then((found) => found ?? []);
}

export function one(store, key) {
  return run(store, "readonly", (entries) => entries.get(key));
}

export function change(store, act) {
  return run(store, "readwrite", act);
}

/** Erase the database; resolves when it is gone. */
export function erase() {
  database?.close();
  database = null;
  return attempt(() => indexedDB.deleteDatabase(NAME));
}

function opened() {
  return attempt(() => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    return request;
  });
}

function run(store, mode, act) {
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result);
      // A full disk: what this tab holds in memory is still sent.
      transaction.onabort = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}

function attempt(begin) {
  return new Promise((resolve) => {
    try {
      const request = begin();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}
