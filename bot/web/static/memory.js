// What this browser keeps of the chat: the officer's own words, and the last that was heard.
//
// An own word is {id, at, seen, text | choice + label | file + name, sent}: `seen` is the number of the message after
// which it was said. Something heard is a message of the server with `n` its place in the chat and `upTo` its number.
// This tab reads from its own memory; the database is the copy that a reload starts from.

import * as database from "./database.js";
import { say } from "./page.js";

const KEPT_WORDS = 200;
const KEPT_MESSAGES = 50;

const EMPTY = { image: null, document: null, name: null };

let own = new Map();
let heard = new Map();

export async function recall() {
  await database.open();
  own = byKey("id", await database.all("own"));
  heard = byKey("n", await database.all("heard"));
}

/** Forget everything but the words that wait to be sent: they are another matter than who reads here now. */
export async function keepUnsent() {
  const waiting = unsent();
  own = byKey("id", waiting);
  heard.clear();
  await database.change("heard", (entries) => entries.clear());
  await database.change("own", (entries) => {
    entries.clear();
    waiting.forEach((word) => entries.put(word));
  });
}

/** Forget what was heard, which is numbered otherwise now. */
export async function forgetHeard() {
  heard.clear();
  await database.change("heard", (entries) => entries.clear());
}

export async function forget() {
  own.clear();
  heard.clear();
  await database.erase();
}

export function isEmpty() {
  return own.size === 0 && heard.size === 0;
}

/** The number of the last message heard, 0 before the first. */
export function lastHeard() {
  return Math.max(0, ...[...heard.values()].map((message) => message.upTo));
}

/** Everything in the order of the chat, as `[{own}, {heard}, …]`. */
export function inOrder() {
  const said = [...own.values()].map((word) => ({ own: word, place: word.seen + 0.5, at: word.at }));
  const messages = [...heard.values()].map((message) => ({ heard: message, place: message.n, at: 0 }));
  return [...said, ...messages].sort((a, b) => a.place - b.place || a.at - b.at);
}

/** Keep what was heard. Of what is shown once, such as the code of an invitation, only that it was there. */
export function keepHeard(message) {
  const said = message.once ? { ...message, ...EMPTY, html: say("shown_once"), text: say("shown_once") } : message;
  const place = { ...said, n: message.edits ?? message.n, upTo: message.n };
  heard.set(place.n, place);
  const gone = oldest(heard, KEPT_MESSAGES, "upTo", () => true);
  void database.change("heard", (entries) => (entries.put(place), gone.forEach((n) => entries.delete(n))));
}

/** Keep an own word; it counts as unsent once it is written down. */
export async function keepOwn(word) {
  const at = Math.max(Date.now(), 1 + Math.max(0, ...[...own.values()].map((other) => other.at)));
  const kept = { ...word, at, sent: false };
  own.set(word.id, { ...kept, writing: true });
  await database.change("own", (entries) => entries.put(kept));
  own.set(word.id, kept);
}

export function unsent() {
  return [...own.values()].filter((word) => !word.sent).sort((a, b) => a.at - b.at);
}

/** The oldest unsent word, or nothing while it is still being written down. */
export function nextUnsent() {
  const [first] = unsent();
  return first?.writing ? undefined : first;
}

/** Whether another tab has sent it meanwhile. */
export async function isSettled(id) {
  const found = await database.one("own", id);
  return found ? found.sent : false;
}

/** It is with the server: the words stay for a reload, a file does not. */
export function settle(id) {
  const { file: _, ...word } = own.get(id);
  const kept = { ...word, sent: true };
  own.set(id, kept);
  const gone = oldest(own, KEPT_WORDS, "at", (other) => other.sent);
  void database.change("own", (entries) => (entries.put(kept), gone.forEach((old) => entries.delete(old))));
}

/** The server will never take it. */
export function drop(id) {
  own.delete(id);
  void database.change("own", (entries) => entries.delete(id));
}

function oldest(entries, keep, order, mayGo) {
  const sorted = [...entries].filter(([, entry]) => mayGo(entry)).sort(([, a], [, b]) => a[order] - b[order]);
  const gone = sorted.slice(0, Math.max(0, sorted.length - keep)).map(([key]) => key);
  gone.forEach((key) => entries.delete(key));
  return gone;
}

function byKey(key, entries) {
  return new Map(entries.map((entry) => [entry[key], entry]));
}
