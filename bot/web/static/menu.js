// The menu of the header.

import { leave } from "./leaving.js";
import { part } from "./page.js";
import { send } from "./queue.js";
import { askForLink } from "./return_link.js";

export function startMenu() {
  const menu = part("menu");
  choose("account", () => send({ text: "/taikhoan" }));
  choose("link", askForLink);
  choose("leave", leave);
  menu.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));

  function choose(id, act) {
    part(id).addEventListener("click", () => {
      close();
      void act();
    });
  }

  function close() {
    menu.open = false;
    menu.firstElementChild.focus();
  }
}
