// Sign in with oauth4webapi (npm).

import * as oauth from "oauth4webapi";

import { converse } from "./conversation.mjs";

await converse(async (settings, { at, ask }) => {
  at("discovery");
  const issuer = new URL(settings.issuer);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
  const client = {
    client_id: settings.client_id,
    id_token_signed_response_alg: settings.algorithm,
    [oauth.clockTolerance]: settings.clock_tolerance,
  };
  const proof = oauth.ClientSecretBasic(settings.client_secret);

  at("authorization");
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const verifier = oauth.generateRandomCodeVerifier();
  const request = new URL(server.authorization_endpoint);
  request.search = new URLSearchParams({
    response_type: "code",
    client_id: settings.client_id,
    redirect_uri: settings.redirect_uri,
    scope: settings.scope,
    state,
    nonce,
    max_age: settings.max_age,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const answer = await ask(request);

  at("tokens");
  const code = oauth.validateAuthResponse(server, client, answer, state);
  const redeemed = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    proof,
    code,
    settings.redirect_uri,
    verifier,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, redeemed, {
    expectedNonce: nonce,
    maxAge: settings.max_age,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, redeemed); // else TLS vouches for the ID token
  const { sub } = oauth.getValidatedIdTokenClaims(tokens);

  at("userinfo");
  const userinfo = await claimsOf(tokens.access_token);

  at("refresh");
  const renewed = await oauth.refreshTokenGrantRequest(server, client, proof, tokens.refresh_token);
  const refreshed = await oauth.processRefreshTokenResponse(server, client, renewed);
  await oauth.validateApplicationLevelSignature(server, renewed);
  const again = await claimsOf(refreshed.access_token);

  at("logout");
  const logout = new URL(server.end_session_endpoint);
  logout.search = new URLSearchParams({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: settings.post_logout_redirect_uri,
    state: oauth.generateRandomState(),
  });
  return { sub, userinfo, refreshed: again, logout_request: logout.href };

  async function claimsOf(token) {
    const response = await oauth.userInfoRequest(server, client, token);
    return oauth.processUserInfoResponse(server, client, sub, response);
  }
});
