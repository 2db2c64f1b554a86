// Own words on their way: written down first, then sent in order, each tried until the server has taken or refused it.

import { Problem, call } from "./api.js";
import { failed, worked } from "./connection.js";
import { markOwn, showOwn } from "./log.js";
import * as memory from "./memory.js";
import { root } from "./page.js";
import { backoff, pause } from "./pause.js";
import { showTyping } from "./typing.js";

let working = null;

/** Say `{text}`, `{choice, label}` or `{file, name}`: shown once it is written down, sent as soon as that works. */
export async function send(content) {
  const word = { ...content, id: freshId(), seen: memory.lastHeard() };
  await memory.keepOwn(word);
  showOwn(word);
  await sendAll();
}

/** Resolves when nothing is left to send; whoever asks meanwhile waits for the same. */
export function sendAll() {
  working ??= sendEach();
  return working;
}

async function sendEach() {
  await null; // until `working` is set
  let failures = 0;
  for (let word; (word = memory.nextUnsent()); ) {
    try {
      await alone(() => sendOne(word));
      failures = 0;
    } catch (error) {
      if (error.status === 401) break;
      if (error instanceof Problem && !error.passes) {
        memory.drop(word.id);
        markOwn(word.id, "refused", error.message);
      } else {
        failures += 1;
        failed(error);
        await pause(error.retryAfter || backoff(failures));
      }
    }
  }
  working = null;
}

async function sendOne(word) {
  if (!(await memory.isSettled(word.id))) {
    await call("/api/messages", { body: bodyOf(word), timeout: word.file ? 180_000 : 30_000 });
    worked();
    showTyping();
  }
  memory.settle(word.id);
  markOwn(word.id, "sent");
}

function bodyOf({ id, seen, text, choice, file, name }) {
  if (!file) return { id, seen, text, choice };
  const form = new FormData();
  form.append("id", id);
  form.append("seen", seen);
  form.append("file", file, name);
  return form;
}

// One tab at a time, so that a picture does not cross the network twice. The server takes an id only once anyway.
function alone(act) {
  return navigator.locks ? navigator.locks.request(`tiendo${root}`, act) : act();
}

// A plain http:// address is no secure context, and has no randomUUID.
function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
