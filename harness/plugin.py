"""The plug-in under its published name: `pytest -p harness.engine.plugin`."""

pytest_plugins = ["harness.engine.plugin"]
