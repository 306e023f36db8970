// How does Express sign a person in with openid-client? As its documentation says.

import { randomBytes } from "node:crypto";
import express from "express";
import session from "express-session";
import helmet from "helmet";
import * as client from "openid-client";
import { home, refused } from "./pages.mjs";

const { VODOMER_ISSUER, VODOMER_CLIENT_ID, VODOMER_CLIENT_SECRET, VODOMER_START } = process.env;

// Discovery is read once: without it the application does not start. The mock REKONO is at http,
// where no TLS vouches for an ID token, so its signature has to (Core 3.1.3.7, 6).
const rekono = await client.discovery(
  new URL(VODOMER_ISSUER),
  VODOMER_CLIENT_ID,
  VODOMER_CLIENT_SECRET,
  undefined,
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);
const signOutPage = new URL(rekono.serverMetadata().end_session_endpoint);

const app = express();
app.set("trust proxy", "loopback"); // whoever ends TLS in front of it
app.use(
  helmet({
    contentSecurityPolicy: {
      // The form that signs out leads on to REKONO.
      directives: { formAction: ["'self'", signOutPage.origin], upgradeInsecureRequests: null },
    },
  }),
);
app.use((request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
});
app.use(
  session({
    secret: randomBytes(48).toString("base64url"),
    resave: false,
    saveUninitialized: false,
    cookie: { sameSite: "lax", secure: VODOMER_START.startsWith("https:") },
  }),
);

app.get("/", (request, response) => {
  response.send(home(request.session.person));
});

app.get("/login", async (request, response) => {
  const begun = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  request.session.begun = [...(request.session.begun ?? []), begun].slice(-4); // of several tabs
  const address = client.buildAuthorizationUrl(rekono, {
    redirect_uri: new URL("/callback", VODOMER_START).href,
    scope: "openid profile email",
    code_challenge: await client.calculatePKCECodeChallenge(begun.pkceCodeVerifier),
    code_challenge_method: "S256",
    state: begun.expectedState,
    nonce: begun.expectedNonce,
  });
  response.redirect(address.href);
});

app.get("/callback", async (request, response) => {
  const { begun = [], person } = request.session;
  const sent = begun.find((one) => one.expectedState === request.query.state);
  if (!sent && person) {
    response.redirect("/"); // the same answer again, as by Back, changes nothing
    return;
  }
  try {
    if (!sent) throw new Error("this browser has begun no sign-in with this state");
    request.session.begun = begun.filter((one) => one !== sent); // it counts once
    const address = new URL(request.originalUrl, VODOMER_START);
    const checks = { ...sent, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(rekono, address, checks);
    const { sub } = tokens.claims();
    const told = await client.fetchUserInfo(rekono, tokens.access_token, sub);
    await renewed(request); // so that nobody knows the session from before
    Object.assign(request.session, { person: told, idToken: tokens.id_token });
  } catch (error) {
    console.error(error);
    response.status(400).send(refused());
    return;
  }
  response.redirect("/");
});

app.post("/logout", (request, response, next) => {
  const { idToken } = request.session;
  request.session.destroy((error) => {
    if (error) return next(error);
    const address = client.buildEndSessionUrl(rekono, {
      ...(idToken && { id_token_hint: idToken }),
      post_logout_redirect_uri: VODOMER_START,
    });
    response.redirect(303, address.href);
  });
});

const renewed = (request) =>
  new Promise((done, failed) => {
    request.session.regenerate((error) => (error ? failed(error) : done()));
  });

app.listen(new URL(VODOMER_START).port, "127.0.0.1");
