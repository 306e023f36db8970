"""Does the reference keep what it promises?"""
