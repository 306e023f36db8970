"""How does the reference sign a person in? The relying party of OpenID Connect."""
