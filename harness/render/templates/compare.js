// The page is whole without this script: it adds the choice of language.
"use strict";
const root = document.documentElement;
const button = document.getElementById("language");

function speak(language) {
  root.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.setAttribute(element.dataset.t, element.dataset[language]);
  }
}

button.addEventListener("click", () => speak(root.lang === "sl" ? "en" : "sl"));
button.hidden = false;
speak(navigator.language.toLowerCase().startsWith("sl") ? "sl" : "en");
