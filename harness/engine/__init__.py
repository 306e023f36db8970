"""The engine: pytest with our plug-in, what a run and a scenario hold, and who acts in them."""
