// What does a page need whose script signs a person in with oidc-client-ts? Files, and who REKONO is.

import { fileURLToPath } from "node:url";
import express from "express";
import helmet from "helmet";

const { VODOMER_ISSUER, VODOMER_CLIENT_ID, VODOMER_START } = process.env;

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const FILES = {
  "/": "index.html",
  "/callback": "index.html",
  "/page.mjs": "page.mjs",
  "/oidc-client-ts.js": "node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js",
};

const app = express();
app.use(
  helmet({
    contentSecurityPolicy: {
      // The script asks REKONO itself.
      directives: {
        connectSrc: ["'self'", new URL(VODOMER_ISSUER).origin],
        upgradeInsecureRequests: null,
      },
    },
  }),
);
app.use((request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
});
for (const [path, name] of Object.entries(FILES)) {
  app.get(path, (request, response) => response.sendFile(file(name)));
}
app.get("/settings.json", (request, response) => {
  response.json({ authority: VODOMER_ISSUER, client_id: VODOMER_CLIENT_ID });
});

app.listen(new URL(VODOMER_START).port, "127.0.0.1");
