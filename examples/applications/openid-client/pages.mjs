// What does a person see? Who is signed in, or the way to sign in; or that it failed.

const MARKUP = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (said) => String(said ?? "").replace(/[&<>"']/g, (one) => MARKUP[one]);

const page = (title, content) => `<!doctype html>
<html lang="sl">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>${title}</title>
</head>
<body>
  <main>
    <h1>${title}</h1>
    ${content}
  </main>
</body>
</html>
`;

export const home = (person) =>
  page(
    "Express z openid-client",
    person
      ? `<p>Prijavljena oseba: <strong id="person">${text(person.name)}</strong></p>
    <form method="post" action="/logout"><button>Odjava</button></form>`
      : `<p><a href="/login">Prijava z računom REKONO</a></p>`,
  );

export const refused = () =>
  page(
    "Prijava ni uspela",
    `<p role="alert">Prijava z računom REKONO ni uspela. Poskusite znova.</p>
    <p><a href="/">Na prvo stran</a></p>`,
  );
