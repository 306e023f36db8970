// How does Express sign a person in with express-openid-connect? As its documentation says.

import { randomBytes } from "node:crypto";
import express from "express";
import oidc from "express-openid-connect";
import helmet from "helmet";
import { home, refused } from "./pages.mjs";

const { VODOMER_ISSUER, VODOMER_CLIENT_ID, VODOMER_CLIENT_SECRET, VODOMER_START } = process.env;

const app = express();
app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
app.use((request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
});
app.use(
  oidc.auth({
    authRequired: false,
    issuerBaseURL: VODOMER_ISSUER,
    baseURL: VODOMER_START,
    clientID: VODOMER_CLIENT_ID,
    clientSecret: VODOMER_CLIENT_SECRET,
    secret: randomBytes(48).toString("base64url"),
    authorizationParams: { response_type: "code", scope: "openid profile email" },
    idpLogout: true,
    afterCallback: async (request, response, session) => ({
      ...session,
      person: await request.oidc.fetchUserInfo(),
    }),
  }),
);

app.get("/", (request, response) => {
  response.send(home(request.oidc.isAuthenticated() && request.appSession.person));
});

// Express knows a handler of errors by its four parameters.
app.use((error, request, response, next) => {
  response.status(error.statusCode ?? 500).send(refused());
});

app.listen(new URL(VODOMER_START).port, "127.0.0.1");
