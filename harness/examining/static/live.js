// Each message holds the parts of the page that have changed, drawn by the server as at first.
const source = new EventSource(document.querySelector("[data-live]").dataset.live);
const lost = document.getElementById("lost");
source.addEventListener("parts", (message) => {
  for (const [name, html] of Object.entries(JSON.parse(message.data))) {
    document.getElementById(`live-${name}`).innerHTML = html;
  }
});
source.addEventListener("ended", () => {
  source.close();
  location.reload();
});
source.addEventListener("open", () => { lost.hidden = true; });
source.addEventListener("error", () => {
  lost.hidden = false;
  // Refused for good, as where too many pages are open: load the page again instead.
  if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
});
