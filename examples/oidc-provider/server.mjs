// How does an unrelated, certified provider run over TLS, for `vodomer certify` to examine?
//
// CERTIFICATE and KEY name PEM files; PORT is 0 for any free one. APPLICATION is one more client, as
// JSON: an application that is examined at a provider which Vodomer does not run. Prints `issuer=...` when it
// answers, and ends with its standard input.

import { readFileSync } from "node:fs";
import { createServer } from "node:https";

import { Provider } from "oidc-provider";

const RELYING_PARTY = "https://relying-party.example";
const PERSON = {
  name: "Miha Vodomer",
  given_name: "Miha",
  family_name: "Vodomer",
  middle_name: "Janez",
  nickname: "Miha",
  preferred_username: "miha",
  profile: "https://miha.example/",
  picture: "https://miha.example/picture.png",
  website: "https://miha.example/",
  gender: "male",
  birthdate: "1980-02-29",
  zoneinfo: "Europe/Ljubljana",
  locale: "sl-SI",
  updated_at: 1700000000,
  email: "miha@example.com",
  email_verified: true,
  phone_number: "+38640111222",
  phone_number_verified: true,
  address: { street_address: "Ulica 1", postal_code: "1000", locality: "Ljubljana", country: "SI" },
};

const ANA = { ...PERSON, name: "Ana Kos", given_name: "Ana", family_name: "Kos", email: "ana@example.com" };

const client = (id, method) => ({
  client_id: id,
  client_secret: `secret-of-the-client-${id}-${"x".repeat(16)}`,
  token_endpoint_auth_method: method,
  grant_types: ["authorization_code", "refresh_token"],
  redirect_uris: [`${RELYING_PARTY}/callback`],
  post_logout_redirect_uris: [`${RELYING_PARTY}/signed-out`],
});

const configuration = {
  clients: [
    client("basic", "client_secret_basic"),
    client("post", "client_secret_post"),
    client("strict", "client_secret_basic"),
    ...JSON.parse(`[${process.env.APPLICATION ?? ""}]`),
  ],
  claims: {
    openid: ["sub"],
    profile: [
      ...["name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"],
      ...["profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
    ],
    email: ["email", "email_verified"],
    phone: ["phone_number", "phone_number_verified"],
    address: ["address"],
  },
  cookies: { keys: ["only for tests"], long: { sameSite: "none" } },
  enableHttpPostMethods: true, // OpenID Connect Core 3.1.2.1 demands it; it is off by itself
  features: {
    claimsParameter: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    requestObjects: { enabled: process.env.REQUEST_OBJECTS === "1" },
  },
  pkce: { required: (_context, client) => client.clientId === "strict" },
  ttl: { AuthorizationCode: 35 },
  findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...(id === "ana" ? ANA : PERSON) }) }),
};

const tls = { cert: readFileSync(process.env.CERTIFICATE), key: readFileSync(process.env.KEY) };
const server = createServer(tls);
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const issuer = `https://localhost:${server.address().port}`;
  server.on("request", new Provider(issuer, configuration).callback());
  process.stdout.write(`issuer=${issuer}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
