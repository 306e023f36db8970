// Keeps the live parts of a desk page fresh. Without it the link "Refresh" does the same.
"use strict";

const every = 2000;
const place = document.querySelector(".refresh");
let running = true;

async function renew() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const newer = fresh.getElementById(part.id);
    const busy = part.contains(document.activeElement);
    if (newer && !busy && newer.innerHTML !== part.innerHTML) part.innerHTML = newer.innerHTML;
  }
}

function addSwitch() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = place.dataset.pause;
  button.addEventListener("click", () => {
    running = !running;
    button.textContent = running ? place.dataset.pause : place.dataset.resume;
  });
  place.append(" ", button);
}

async function turn() {
  if (running && !document.hidden) await renew().catch(() => {});
  setTimeout(turn, every);
}

addSwitch();
setTimeout(turn, every);
