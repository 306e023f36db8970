"""Where are the sessions of browsers kept, and which of them came of which provider session?"""
