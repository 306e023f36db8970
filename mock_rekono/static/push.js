// Presses "Check again" as soon as the phone has answered. Without it the person presses.
"use strict";

const every = 1000;
const form = document.querySelector("[data-push]");
const check = form.querySelector("button[value=confirm]");
let leaving = false;

form.addEventListener("submit", () => { leaving = true; });

async function state() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-push]")?.dataset.push ?? "over";
}

async function turn() {
  const now = await state().catch(() => "waiting");
  if (leaving) return; // the person has pressed something, which a second answer would break off
  if (now === "waiting") setTimeout(turn, every);
  else form.requestSubmit(check);
}

if (check) setTimeout(turn, form.dataset.push === "waiting" ? every : 0);
