// The ways in: a code that is typed, or one that came as a link.

import { Problem, call } from "./api.js";
import { forgetButUnsent } from "./forgetting.js";
import { leave } from "./leaving.js";
import * as memory from "./memory.js";
import { make, part, reload, say, show } from "./page.js";
import { pause } from "./pause.js";
import { stopListening } from "./polling.js";
import { sendAll } from "./queue.js";
import { keepWanted } from "./wanted.js";

const PATIENCE = 10_000; // milliseconds for words that were not sent yet

export function startDoor() {
  part("door-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = await join(part("code").value.trim());
    part("door-problem").textContent = problem;
    part("code").focus();
  });
}

/** Show the door; `reason` says why, where there is something to say. */
export function showDoor(reason = "") {
  part("door-reason").textContent = reason;
  part("language").hash = "";
  show("door");
}

/** Show what a code opens. Nothing is opened without a tap. `toChat` leads to the chat of whoever is signed in. */
export async function showInvitation(code, toChat) {
  const buttons = part("invitation-buttons");
  const title = part("invitation-title");
  const said = part("invitation-text");
  buttons.replaceChildren();
  part("short").hidden = true;
  title.textContent = say("welcome");
  said.textContent = say("opening");
  // A stranger who changes the language keeps the invitation.
  part("language").hash = code;
  show("invitation");
  try {
    const { kind, text, apps = [], here } = await call("/api/invitation", { body: { code } });
    title.textContent = say(kind);
    said.textContent = text;
    buttons.append(button("go_in", () => enter(code), "main"));
    buttons.append(...apps.map((app) => way(app, code)));
    if (kind === "invitation") buttons.append(button("short_code", () => showShortCode(code)));
    if (here) buttons.append(button("to_chat", toChat), button("leave", () => leaveFor(code, toChat)));
  } catch (problem) {
    said.textContent = sentence(problem);
    if (problem instanceof Problem && !problem.passes) buttons.append(button("type_code", () => showDoor()));
    else buttons.append(button("again", () => showInvitation(code, toChat), "main"));
  }
  title.focus();
}

async function enter(code) {
  const buttons = [...part("invitation-buttons").querySelectorAll("button")];
  buttons.forEach((one) => (one.disabled = true));
  part("invitation-text").textContent = await join(code);
  buttons.forEach((one) => (one.disabled = false));
}

async function leaveFor(code, toChat) {
  await leave();
  await showInvitation(code, toChat);
}

// Whoever comes in may be someone else than the one before, whose words are sent first.
async function join(code) {
  try {
    if (memory.unsent().length) await Promise.race([sendAll(), pause(PATIENCE)]);
    await call("/api/join", { body: { code } });
  } catch (problem) {
    return sentence(problem);
  }
  stopListening();
  await forgetButUnsent();
  keepWanted();
  reload();
  return say("opening");
}

async function showShortCode(code) {
  const shown = part("short-code");
  part("short").hidden = false;
  try {
    const { code: short, minutes } = await call("/api/invitation/short", { body: { code } });
    shown.textContent = short;
    part("short-minutes").textContent = say("short_minutes", { minutes });
  } catch (problem) {
    shown.textContent = "";
    part("short-minutes").textContent = sentence(problem);
  }
}

function sentence(problem) {
  return problem.message && problem instanceof Problem ? problem.message : say("went_wrong");
}

function button(key, act, className = "") {
  return make("button", { type: "button", className: `wide ${className}`, textContent: say(key), onclick: act });
}

// Where the link of an app carries no code, a short one is shown here, to be typed there.
function way({ app, link, typed }, code) {
  const textContent = say(typed ? "open_and_type" : "open_app", { app });
  const leads = make("a", { className: "wide", href: link, target: "_blank", rel: "noopener", textContent });
  if (typed) leads.addEventListener("click", () => showShortCode(code));
  return leads;
}
