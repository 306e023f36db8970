"""Redaction: secrets are masked before anything is written."""
