// Hearing the server: one long call after the other.

import { call } from "./api.js";
import { failed, worked } from "./connection.js";
import { lastHeard } from "./memory.js";
import { backoff, onWake, pause } from "./pause.js";

const WAIT = 25; // seconds that the server may keep a call open
const ANSWER = 15_000; // milliseconds that its answer may then take
const BREATH = 700; // milliseconds between two calls that brought nothing

let hangUp = null;
let over = false;

/** Call no more: the session is about to end, or ended. */
export function stopListening() {
  over = true;
  hangUp?.abort();
}

/**
 * Call `hear` with every answer; resolves with the server's sentence when the session is over. The first call answers
 * at once. The next one tells the server that everything arrived, so it waits for what `hear` returns.
 */
export async function listen(hear) {
  let failures = 0;
  over = false;
  for (let wait = 0; !over; ) {
    const abort = (hangUp = new AbortController());
    const stop = onWake(() => abort.abort());
    try {
      const path = `/api/messages?after=${lastHeard()}&wait=${wait}`;
      const answer = await call(path, { signal: abort.signal, timeout: 1000 * wait + ANSWER });
      failures = 0;
      wait = WAIT;
      worked();
      await hear(answer);
      if (!answer.messages.length) await pause(BREATH);
    } catch (error) {
      if (error.status === 401) return error.message;
      wait = 0;
      // A call that was cut short by the wake-up has not failed.
      if (abort.signal.aborted) continue;
      failures += 1;
      failed(error);
      await pause(error.retryAfter || backoff(failures));
    } finally {
      stop();
    }
  }
}
