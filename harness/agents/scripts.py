"""What is asked of a page in a browser? Short scripts, whose answers are bounded.

They are called in a world of our own (`harness.agents.eyes`).
"""

SECRETS = "[data-secret], input[type=password], input[autocomplete~=one-time-code]"
READ = """() => {
  const text = (node) => String(textOf(node) || "").slice(0, 200000);
  const seen = (node) => Element.prototype.checkVisibility.call(node);
  const all = (css) => every(css).filter(seen).slice(0, 20).map(text);
  return {title: String(got(docs, "title", document)).slice(0, 2000),
          language: String(got(docs, "documentElement", document)?.lang || "").slice(0, 100),
          kind: String(got(docs, "contentType", document)).slice(0, 100),
          heading: text(first("h1")), alerts: all("[role=alert]"),
          statuses: all("[role=status]"), text: text(body())};
}"""
OFFERED = """() => {
  const name = (node) => node.getAttribute("aria-label") || node.innerText || node.value || "";
  return every("label, button, input[type=submit], a[href]")
    .filter((node) => node.checkVisibility()).slice(0, 200)
    .map((node) => String(name(node)).slice(0, 300));
}"""

STATUS = "() => performance.getEntriesByType('navigation')[0].responseStatus"

ORDINARY = """(brands) => {
  const known = globalThis.NavigatorUAData && NavigatorUAData.prototype;
  if (known) Object.defineProperty(known, "brands", {get: () => brands, configurable: true});
}"""
"""Calls the browser by the names that an ordinary one has, as its headers do."""

STORED = "() => ({...sessionStorage, ...localStorage})"

UNASKED = """() => {
  const answers = {alert: undefined, confirm: false, prompt: null};
  for (const [ask, answer] of Object.entries(answers)) window[ask] = () => answer;
}"""
"""Answers a page's questions as who dismisses each. One that is asked while another page takes its
place cannot be answered from outside (Chromium: not attached to an active page), and hangs."""
