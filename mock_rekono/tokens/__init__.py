"""Tokens: what they say, how they are granted, looked into and revoked."""
