// The calls of docs/web-api.md, and the two ways in which they fail.

import { root } from "./page.js";

/** The server answered, but not with success; the message is its sentence for the person, or empty. */
export class Problem extends Error {
  constructor(status, text, retryAfter) {
    super(text);
    this.status = status;
    this.retryAfter = retryAfter; // milliseconds
  }

  /** Whether the same call may succeed later. */
  get passes() {
    return this.status >= 500 || this.status === 429;
  }
}

/** No answer came, or one that is not the server's: no network, or a Wi-Fi that first shows a page of its own. */
export class Unreachable extends Error {}

/** Make one call and return what it answers. */
export async function call(path, { body, signal, timeout = 30_000, method = body ? "POST" : "GET" } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  signal?.addEventListener("abort", () => abort.abort());
  try {
    return await answerOf(await fetch(root + path, { ...sent(body), method, signal: abort.signal, redirect: "error" }));
  } catch (error) {
    throw error instanceof Problem ? error : new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The content of a picture or document at its own address; null where the server no longer has it. */
export async function content(address) {
  const response = await fetch(address).catch((error) => {
    throw new Unreachable(String(error));
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Problem(response.status, "");
  return response.blob();
}

function sent(body) {
  if (!body || body instanceof FormData) return { body };
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

async function answerOf(response) {
  if (response.ok) {
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }
  const { text = "" } = await response.json().catch(() => ({}));
  throw new Problem(response.status, text, 1000 * Number(response.headers.get("Retry-After")));
}
