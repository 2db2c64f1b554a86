// The service worker that shows the page without a network: begun for an officer, ended when they leave.

import { root, version } from "./page.js";

const scope = `${root}/`;

export function startWorker() {
  const url = `${root}/sw.js?${version}`;
  // The page may load scripts from its own address only by a policy of its own.
  const policy = window.trustedTypes?.createPolicy("tiendo", { createScriptURL: () => url });
  navigator.serviceWorker?.register(policy?.createScriptURL("") ?? url, { scope }).catch(() => {});
}

export async function stopWorker() {
  try {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    await registration?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(`tiendo${root}@`)) await caches.delete(name);
  } catch {
    // Without a secure address there is no worker.
  }
}
