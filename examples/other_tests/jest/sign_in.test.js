import * as client from "openid-client";
import { rekono } from "./rekono.js";

const callback = "http://localhost:9/callback";
const registered = { client_id: "jest", client_secret: "jest-secret", redirect_uris: [callback] };

// What would be your own code.
async function application() {
  await rekono.control("clients", registered);
  return client.discovery(new URL(rekono.issuer), "jest", "jest-secret", undefined, {
    execute: [client.allowInsecureRequests],
  });
}

async function redeem(config) {
  const sent = client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: "openid profile", state: "a state" });
  const back = await rekono.signIn(sent.href, "ziga.crnic@primer.test", "Skrivno-geslo-1");
  return client.authorizationCodeGrant(config, back, { expectedState: "a state" });
}

const userInfo = (config, tokens) => client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);

beforeEach(() => rekono.reset());

test("somebody signs in", async () => {
  const config = await application();
  const { name } = await userInfo(config, await redeem(config));
  expect(name).toBe("Žiga Črnič");
});

test("an access token ends", async () => {
  const config = await application();
  const tokens = await redeem(config);
  await rekono.control("clock", { advance: 3601 });
  await expect(userInfo(config, tokens)).rejects.toMatchObject({ status: 401 });
});

test("an ID token that has ended is refused", async () => {
  const config = await application();
  await rekono.control("clock", { advance: -7200 });
  await expect(redeem(config)).rejects.toMatchObject({ code: "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" });
});
