"""What do the pages of every service share: words, protection, sign-in, error pages?"""
