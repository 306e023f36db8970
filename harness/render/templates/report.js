// The page is whole without this script: it adds language, filter, copying and large pictures.
"use strict";
const root = document.documentElement;
const find = (query, from = document) => Array.from(from.querySelectorAll(query));
const AREAS = ".area:not(.modules)"; // of requirements; the map of modules is not filtered
const byId = (id) => document.getElementById(id);

function speak(language) {
  root.lang = language;
  for (const element of find("[data-t]")) {
    element.setAttribute(element.dataset.t, element.dataset[language]);
  }
  byId("search").placeholder = byId("search").getAttribute("aria-label");
  showCount();
}

// Filter: a requirement or scenario stays when its verdict is chosen and its text matches.
const form = document.querySelector(".filter");
const chips = find(".chip");
const items = find("[data-v]").map((element) => ({
  element,
  verdict: element.dataset.v,
  text: (element.matches("details") ? element.querySelector("summary") : element).textContent.toLowerCase(),
}));
let shown = 0;

function filter() {
  const chosen = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true")
    .map((chip) => chip.dataset.verdict);
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const active = chosen.length > 0 || words.length > 0;
  shown = 0;
  for (const item of items) {
    const stays = (!chosen.length || chosen.includes(item.verdict))
      && words.every((word) => item.text.includes(word));
    item.element.hidden = !stays;
    shown += stays;
  }
  for (const box of find(AREAS + ", .group")) {
    box.hidden = !box.querySelector("[data-v]:not([hidden])");
    if (active && box.matches(".area")) box.open = true;
  }
  byId("all").hidden = !active;
  form.querySelector("p").classList.toggle("on", active);
  showCount();
  const list = byId("requirements");
  if (active && list.getBoundingClientRect().top < 0) list.scrollIntoView({ behavior: "instant" });
}

function showCount() {
  const words = root.lang === "sl" ? "Prikazano: " : "Shown: ";
  byId("shown").textContent = byId("all").hidden ? "" : words + shown;
}

function clear() {
  byId("search").value = "";
  chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
  filter();
}

// A link to something folded or filtered away unfolds it first.
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && byId(id);
  if (!target) return;
  if (target.closest("[hidden]")) clear();
  for (let box = target; box; box = box.parentElement) {
    if (box.matches("details")) box.open = true;
  }
  target.scrollIntoView();
  (target.matches("details") ? target.querySelector("summary") : target).focus({ preventScroll: true });
}

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    document.execCommand("copy");
  }
  const [before, after] = button.children;
  before.hidden = true;
  after.hidden = false;
  setTimeout(() => { before.hidden = false; after.hidden = true; }, 2000);
}

// Large pictures: the neighbours are the pictures of the same strip or card.
const viewer = byId("viewer");
let strip = [];
let place = 0;

function show(step) {
  place = (place + step + strip.length) % strip.length;
  const frame = strip[place];
  byId("viewer-caption").textContent = frame.dataset.caption;
  byId("viewer-stage").replaceChildren(frame.firstElementChild.cloneNode(true));
  byId("viewer-previous").hidden = byId("viewer-next").hidden = strip.length < 2;
}

function enlarge(frame) {
  strip = find(".frame", frame.closest(".film, figure"));
  place = strip.indexOf(frame);
  show(0);
  viewer.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) {
    if (event.target === viewer) viewer.close();
    return;
  }
  if (button.matches(".frame")) enlarge(button);
  if (button.matches(".copy")) copy(button);
  if (button.matches(".chip")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filter();
  }
});
viewer.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") show(-1);
  if (event.key === "ArrowRight") show(1);
});
byId("viewer-previous").addEventListener("click", () => show(-1));
byId("viewer-next").addEventListener("click", () => show(1));
byId("viewer-close").addEventListener("click", () => viewer.close());
byId("language").addEventListener("click", () => speak(root.lang === "sl" ? "en" : "sl"));
byId("search").addEventListener("input", filter);
byId("all").addEventListener("click", () => { clear(); byId("search").focus(); });
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => find(AREAS).forEach((box) => { box.open = true; }));

find(".copy, .filter, #language").forEach((element) => { element.hidden = false; });
speak(navigator.language.toLowerCase().startsWith("sl") ? "sl" : "en");
reveal();
