// What was typed but not yet sent goes along when the language is switched.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-keep]");
  const form = document.querySelector("form[data-keep]");
  if (!link || !form || !form.elements.code.value) return;
  event.preventDefault();
  form.action = link.dataset.keep;
  form.submit();
});
