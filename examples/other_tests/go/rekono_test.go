package rekono

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// mock is a running mock REKONO, as its environment names it.
type mock struct{ issuer, origin, token string }

var formToken = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// reset gives the mock as it was when it started: each test begins with it.
func reset(t *testing.T) mock {
	issuer, err := url.Parse(os.Getenv("REKONO_ISSUER"))
	if err != nil || issuer.Host == "" {
		t.Fatal("REKONO_ISSUER does not say where the mock REKONO is")
	}
	known := mock{issuer.String(), issuer.Scheme + "://" + issuer.Host, os.Getenv("REKONO_CONTROL_TOKEN")}
	known.control(t, "reset", map[string]any{})
	return known
}

// control asks the control API for something.
func (m mock) control(t *testing.T, path string, body map[string]any) {
	t.Helper()
	written, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := http.NewRequest("POST", m.origin+"/control/v1/"+path, bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	asked.Header.Set("Authorization", "Bearer "+m.token)
	answer, err := http.DefaultClient.Do(asked)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		said, _ := io.ReadAll(answer.Body)
		t.Fatalf("%s: %s", path, said)
	}
}

// signIn is a person's browser: it gives what REKONO sends back to the application.
func (m mock) signIn(t *testing.T, address, email, password string) url.Values {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	browser := http.Client{Jar: jar, CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(next.URL.String(), m.origin) {
			return nil
		}
		return http.ErrUseLastResponse // back to the application
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	found := formToken.FindSubmatch(text)
	if err != nil || found == nil {
		t.Fatalf("no sign-in page: %s", text)
	}
	form := url.Values{"username": {email}, "password": {password}, "act": {"sign_in"}, "_csrf": {string(found[1])}}
	answer, err := browser.PostForm(page.Request.URL.String(), form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	back, err := answer.Location()
	if err != nil {
		t.Fatalf("REKONO let nobody in: %d", answer.StatusCode)
	}
	return back.Query()
}
