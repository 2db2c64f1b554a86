// What the server put into the page: its address, its sentences, its parts.

export const root = document.documentElement.dataset.root;
export const version = document.documentElement.dataset.version;
export const inApp = document.documentElement.dataset.inApp === "yes";

const texts = JSON.parse(part("texts").textContent);

/** The sentence in the language of the page, each {name} filled with its value. */
export function say(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function part(id) {
  return document.getElementById(id);
}

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Show one of the views "chat", "door" and "invitation", and hide the others. */
export function show(view) {
  for (const name of ["opening", "chat", "door", "invitation"]) part(name).hidden = name !== view;
  part("menu").hidden = view !== "chat";
  part("connection").hidden = view !== "chat";
  part("language").hidden = view === "chat";
}

/** Load the page anew without "?lang=…", so that the server takes the officer's own language; "#…" stays. */
export function reload() {
  history.replaceState(null, "", `${root}/${location.hash}`);
  location.reload();
}
