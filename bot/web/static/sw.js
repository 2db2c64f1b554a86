// Shows the page without a network. What people said is never kept here.
//
// Its address carries the version of the page's files, so a new version installs its own, all or none of them.

const scope = new URL("./", self.location).pathname;
const version = self.location.search.slice(1);
const PREFIX = `tiendo${scope.slice(0, -1)}@`;
const NAME = PREFIX + version;
const PATIENCE = 4000; // milliseconds for the network, before the kept page is shown

// A page newer than this worker must not get its scripts.
let outdated = false;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== "GET") return;
  if (pathname === scope) event.respondWith(page(event.request));
  else if (pathname.startsWith(`${scope}static/`)) event.respondWith(file(event.request));
});

async function install() {
  const response = await fetch(scope);
  const html = await response.clone().text();
  const files = [...new Set(html.match(/[^"]*\/static\/[^"]+/g))];
  const cache = await caches.open(NAME);
  await cache.addAll(files.map((url) => new Request(url, { cache: "no-cache" })));
  await cache.put(scope, response);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

async function page(request) {
  const cache = await caches.open(NAME);
  const fresh = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([fresh, late]).catch(() => undefined);
  if (!response?.ok) {
    outdated = false;
    return (await cache.match(scope)) ?? response ?? fresh;
  }
  outdated = !(await response.clone().text()).includes(version);
  if (!outdated) await cache.put(scope, response.clone());
  return response;
}

async function file(request) {
  const kept = outdated ? undefined : await caches.match(request, { cacheName: NAME });
  return kept ?? fetch(request);
}
