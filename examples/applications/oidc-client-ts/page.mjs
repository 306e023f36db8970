// How does a page sign a person in with oidc-client-ts? As its documentation says.

const settings = await (await fetch("/settings.json")).json();
const manager = new oidc.UserManager({
  ...settings,
  redirect_uri: new URL("/callback", location).href,
  post_logout_redirect_uri: new URL("/", location).href,
  scope: "openid profile email",
  loadUserInfo: true,
});

const at = (id) => document.getElementById(id);

async function show({ refused = false } = {}) {
  const user = await manager.getUser();
  const isIn = Boolean(user && !user.expired);
  at("person").textContent = isIn ? user.profile.name : "";
  at("signed-in").hidden = !isIn;
  at("signed-out").hidden = isIn;
  at("refused").hidden = isIn || !refused; // the same answer again, as by Back, changes nothing
  if (!at("refused").hidden) at("refused").focus();
}

const orRefuse = (deed) => async () => {
  try {
    await deed();
  } catch (error) {
    console.error(error);
    await show({ refused: true });
  }
};

at("sign-in").addEventListener("click", orRefuse(() => manager.signinRedirect()));
at("sign-out").addEventListener("click", () => manager.signoutRedirect());

const answer = location.pathname === "/callback" && location.href;
if (answer) history.replaceState({}, "", "/"); // so that no code stays in the address
await orRefuse(async () => {
  if (answer) await manager.signinCallback(answer);
  await show();
})();
