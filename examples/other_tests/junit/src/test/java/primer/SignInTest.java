package primer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final URI CALLBACK = URI.create("http://localhost:9/callback");
    private static final ClientID CLIENT = new ClientID("junit");
    private static final Secret SECRET = new Secret("junit-secret-of-more-than-32-characters");
    private static final String REGISTERED = """
            {"client_id": "%s", "client_secret": "%s", "redirect_uris": ["%s"]}""";

    private OIDCProviderMetadata provider;

    @BeforeEach
    void reset() throws Exception {
        Rekono.control("reset", "{}");
        Rekono.control("clients", REGISTERED.formatted(CLIENT, SECRET.getValue(), CALLBACK));
        provider = OIDCProviderMetadata.resolve(new Issuer(Rekono.ISSUER));
    }

    @Test
    void somebodySignsIn() throws Exception {
        OIDCTokens tokens = redeem();
        verify(tokens);
        assertEquals("Žiga Črnič", userInfo(tokens).toSuccessResponse().getUserInfo().getName());
    }

    @Test
    void anAccessTokenEnds() throws Exception {
        OIDCTokens tokens = redeem();
        Rekono.control("clock", "{\"advance\": 3601}");
        assertFalse(userInfo(tokens).indicatesSuccess());
    }

    @Test
    void anIdTokenThatHasEndedIsRefused() throws Exception {
        Rekono.control("clock", "{\"advance\": -7200}");
        OIDCTokens tokens = redeem();
        assertEquals("Expired JWT", assertThrows(BadJWTException.class, () -> verify(tokens)).getMessage());
    }

    // What would be your own code.

    private OIDCTokens redeem() throws Exception {
        State state = new State();
        URI sent = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), CLIENT, CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .build()
                .toURI();
        URI back = Rekono.signIn(sent, "ziga.crnic@primer.test", "Skrivno-geslo-1");
        var answer = AuthenticationResponseParser.parse(back).toSuccessResponse();
        assertEquals(state, answer.getState());
        var grant = new AuthorizationCodeGrant(answer.getAuthorizationCode(), CALLBACK);
        var asked = new TokenRequest.Builder(
                        provider.getTokenEndpointURI(), new ClientSecretBasic(CLIENT, SECRET), grant)
                .build();
        return OIDCTokenResponse.parse(asked.toHTTPRequest().send()).toSuccessResponse().getOIDCTokens();
    }

    private void verify(OIDCTokens tokens) throws Exception {
        var keys = provider.getJWKSetURI().toURL();
        var validator = new IDTokenValidator(provider.getIssuer(), CLIENT, JWSAlgorithm.RS256, keys);
        validator.validate(tokens.getIDToken(), null);
    }

    private UserInfoResponse userInfo(OIDCTokens tokens) throws Exception {
        var asked = new UserInfoRequest(provider.getUserInfoEndpointURI(), tokens.getAccessToken());
        return UserInfoResponse.parse(asked.toHTTPRequest().send());
    }
}
