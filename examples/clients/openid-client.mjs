// Sign in with openid-client (npm).

import * as client from "openid-client";

import { converse } from "./conversation.mjs";

await converse(async (settings, { at, ask }) => {
  at("discovery");
  const metadata = {
    client_secret: settings.client_secret,
    id_token_signed_response_alg: settings.algorithm,
    [client.clockTolerance]: settings.clock_tolerance,
  };
  const known = await client.discovery(new URL(settings.issuer), settings.client_id, metadata);
  client.enableNonRepudiationChecks(known); // without it TLS vouches for an ID token (Core 3.1.3.7, 6)

  at("authorization");
  const sent = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
    maxAge: settings.max_age,
    idTokenExpected: true,
  };
  const answer = await ask(
    client.buildAuthorizationUrl(known, {
      redirect_uri: settings.redirect_uri,
      scope: settings.scope,
      state: sent.expectedState,
      nonce: sent.expectedNonce,
      max_age: settings.max_age,
      code_challenge: await client.calculatePKCECodeChallenge(sent.pkceCodeVerifier),
      code_challenge_method: "S256",
    }),
  );

  at("tokens");
  const tokens = await client.authorizationCodeGrant(known, answer, sent);
  const { sub } = tokens.claims();

  at("userinfo");
  const userinfo = await client.fetchUserInfo(known, tokens.access_token, sub);

  at("refresh");
  const refreshed = await client.refreshTokenGrant(known, tokens.refresh_token);
  const again = await client.fetchUserInfo(known, refreshed.access_token, sub);

  at("logout");
  const logout = client.buildEndSessionUrl(known, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: settings.post_logout_redirect_uri,
    state: client.randomState(),
  });
  return { sub, userinfo, refreshed: again, logout_request: logout.href };
});
