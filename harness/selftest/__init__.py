"""Is each known-bad target caught by the demand it breaks, and does every other demand hold?"""
