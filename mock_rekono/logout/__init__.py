"""Logout: who has to be told that a session has ended, and how they are told."""
