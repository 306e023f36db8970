"""The plug-in under its published name: `pytest -p harness.plugin`."""

pytest_plugins = ["harness.engine.plugin"]
