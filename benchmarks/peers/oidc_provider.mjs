// How does oidc-provider run over plain HTTP, with its own pages for signing in and agreeing?
//
// `node oidc_provider.mjs PORT CLIENT SECRET REDIRECT_URI`; prints `issuer=...` when it answers.

import { Provider } from "oidc-provider";

const [port, client_id, client_secret, redirect_uri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri], application_type: "native" }],
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
  cookies: { keys: ["only for benchmarks"] },
  findAccount: async (_context, sub) => ({
    accountId: sub,
    claims: async () => ({ sub, name: "Miha Vodomer", email: sub, email_verified: true }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write(`issuer=${issuer}\n`));
