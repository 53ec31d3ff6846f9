"""Whoever calls pytest without ./charter gets the same runs."""

pytest_plugins = ["tooling.pytest_plugin"]
