"""Small real applications that sign in with REKONO, each in a way of its own."""
