package rekono

import (
	"context"
	"errors"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// application is what would be your own code.
type application struct {
	provider *oidc.Provider
	config   oauth2.Config
}

func newApplication(t *testing.T, known mock) application {
	client := map[string]any{
		"client_id": "go", "client_secret": "go-secret", "redirect_uris": []string{"http://localhost:9/callback"},
	}
	known.control(t, "clients", client)
	provider, err := oidc.NewProvider(context.Background(), known.issuer)
	if err != nil {
		t.Fatal(err)
	}
	return application{provider, oauth2.Config{
		ClientID: "go", ClientSecret: "go-secret", RedirectURL: "http://localhost:9/callback",
		Endpoint: provider.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "profile"},
	}}
}

func (a application) redeem(t *testing.T, known mock) *oauth2.Token {
	t.Helper()
	answer := known.signIn(t, a.config.AuthCodeURL("a state"), "ziga.crnic@primer.test", "Skrivno-geslo-1")
	if answer.Get("state") != "a state" {
		t.Fatalf("another state: %v", answer)
	}
	tokens, err := a.config.Exchange(context.Background(), answer.Get("code"))
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func (a application) verify(tokens *oauth2.Token) error {
	written, _ := tokens.Extra("id_token").(string)
	_, err := a.provider.Verifier(&oidc.Config{ClientID: "go"}).Verify(context.Background(), written)
	return err
}

func (a application) name(tokens *oauth2.Token) (string, error) {
	info, err := a.provider.UserInfo(context.Background(), oauth2.StaticTokenSource(tokens))
	if err != nil {
		return "", err
	}
	var claims struct{ Name string }
	err = info.Claims(&claims)
	return claims.Name, err
}

func TestSomebodySignsIn(t *testing.T) {
	known := reset(t)
	app := newApplication(t, known)
	tokens := app.redeem(t, known)
	if err := app.verify(tokens); err != nil {
		t.Fatal(err)
	}
	if name, err := app.name(tokens); name != "Žiga Črnič" {
		t.Fatal(name, err)
	}
}

func TestAnAccessTokenEnds(t *testing.T) {
	known := reset(t)
	app := newApplication(t, known)
	tokens := app.redeem(t, known)
	known.control(t, "clock", map[string]any{"advance": 3601})
	if name, err := app.name(tokens); err == nil {
		t.Fatalf("the access token still opens %q", name)
	}
}

func TestAnIDTokenThatHasEndedIsRefused(t *testing.T) {
	known := reset(t)
	app := newApplication(t, known)
	known.control(t, "clock", map[string]any{"advance": -7200})
	var expired *oidc.TokenExpiredError
	if err := app.verify(app.redeem(t, known)); !errors.As(err, &expired) {
		t.Fatalf("not refused as expired: %v", err)
	}
}
