"""Is each known-bad target caught by the requirement it breaks, and does every other hold?"""
