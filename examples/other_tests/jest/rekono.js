// A running mock REKONO, as its environment names it.

const issuer = process.env.REKONO_ISSUER ?? "";
const origin = URL.canParse(issuer) ? new URL(issuer).origin : "";

async function control(path, body = {}) {
  if (!origin) throw new Error("REKONO_ISSUER does not say where the mock REKONO is");
  const answer = await fetch(`${origin}/control/v1/${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.REKONO_CONTROL_TOKEN}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

// A person's browser: gives the address that REKONO leads back to.
async function signIn(address, email, password) {
  const cookies = new Map();

  async function open(address, form) {
    const answer = await fetch(address, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: { Cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      redirect: "manual",
    });
    for (const one of answer.headers.getSetCookie()) cookies.set(...one.split(";")[0].split(/=(.*)/));
    const location = answer.headers.get("Location");
    if (location === null) return { address, text: await answer.text() };
    const next = new URL(location, address).href;
    return next.startsWith(`${origin}/`) ? open(next) : { back: new URL(next) };
  }

  const page = await open(address);
  const [, token] = page.text.match(/name="_csrf" value="([^"]+)"/);
  const end = await open(page.address, { username: email, password, act: "sign_in", _csrf: token });
  if (!end.back) throw new Error(`REKONO let nobody in: ${end.text}`);
  return end.back;
}

export const rekono = { issuer, signIn, reset: () => control("reset"), control };
