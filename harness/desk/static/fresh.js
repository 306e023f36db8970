// Mail arrives while the person is in another tab: on return the page shows it.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") location.reload();
});
