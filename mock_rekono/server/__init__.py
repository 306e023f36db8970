"""Serving the provider: the application, its listeners and how it shuts down."""
