package primer;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A running mock REKONO, as its environment names it. */
final class Rekono {
    static final String ISSUER = System.getenv("REKONO_ISSUER");
    private static final String TOKEN = System.getenv("REKONO_CONTROL_TOKEN");
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private Rekono() {}

    /** Asks the control API for something; {@code body} is JSON. */
    static void control(String path, String body) throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(ISSUER).resolve("/control/v1/" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(asked, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + ": " + answer.body());
        }
    }

    /** Is a person's browser: gives the address that REKONO leads back to. */
    static URI signIn(URI address, String email, String password) throws Exception {
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpResponse<String> page = open(browser, HttpRequest.newBuilder(address).build());
        var found = FORM_TOKEN.matcher(page.body());
        if (!found.find()) {
            throw new IOException("no sign-in page: " + page.body());
        }
        String form = form(Map.of(
                "username", email, "password", password, "act", "sign_in", "_csrf", found.group(1)));
        HttpRequest sent = HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return next(open(browser, sent));
    }

    /** Follows where REKONO leads, as long as it stays at REKONO. */
    private static HttpResponse<String> open(HttpClient browser, HttpRequest request) throws Exception {
        HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
        URI next = next(answer);
        boolean stays = next != null && next.getAuthority().equals(URI.create(ISSUER).getAuthority());
        return stays ? open(browser, HttpRequest.newBuilder(next).build()) : answer;
    }

    private static URI next(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").map(answer.uri()::resolve).orElse(null);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
