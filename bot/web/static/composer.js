// Where the person types, or chooses a photo. What is half typed outlives a reload.

import { announce } from "./connection.js";
import { kept } from "./notes.js";
import { part, say } from "./page.js";
import { shrunk } from "./photos.js";
import { send } from "./queue.js";

const LARGEST_FILE = 10_000_000; // bytes

const words = part("words");

export function startComposer() {
  write(words.value || kept.read("draft"));
  words.addEventListener("input", () => write(words.value));
  words.addEventListener("keydown", (event) => {
    // While a syllable is being composed, Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  part("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  part("file").addEventListener("change", sendFiles);
}

function submit() {
  const text = words.value.trim();
  if (text) void send({ text });
  write("");
  words.focus();
}

function write(text) {
  if (words.value !== text) words.value = text;
  kept.write("draft", text);
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight}px`;
}

async function sendFiles() {
  const files = [...part("file").files];
  part("file").value = ""; // the same photo may be chosen again
  for (const chosen of files) {
    const ready = chosen.type.startsWith("image/") ? await shrunk(chosen) : { file: chosen, name: chosen.name };
    if (ready.file.size > LARGEST_FILE) announce(say("too_large", { name: chosen.name }), 10_000);
    else await send(ready);
  }
}
