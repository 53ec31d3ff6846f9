"""What every run of the tests needs: no silent skips, and Odoo's ways of loading."""

import ast
import importlib
from pathlib import Path

import hypothesis
import pytest

ADDONS = Path(__file__).parents[1] / "addons"


def pytest_configure(config):
    """How fast examples are made says what else the machine does, and nothing of us."""
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile(
        "house", deadline=None, suppress_health_check=slow
    )
    hypothesis.settings.load_profile("house")


def pytest_addoption(parser):
    parser.addini(
        "allowed_skips", "node id prefix, a colon, the reason", type="linelist"
    )


def _is_allowed(config, node_id):
    """Whether `allowed_skips` in pyproject.toml names the test and says why."""
    allowed = (
        line.rsplit(": ", 1)[0].strip() for line in config.getini("allowed_skips")
    )
    return any(node_id.startswith(prefix) for prefix in allowed if prefix)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A skipped test fails the run."""
    report = yield
    is_expected_failure = hasattr(report, "wasxfail")
    if (
        report.skipped
        and not is_expected_failure
        and not _is_allowed(item.config, item.nodeid)
    ):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {call.excinfo.value}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """So does a file skipped while it is collected."""
    report = yield
    if report.skipped and not _is_allowed(collector.config, collector.nodeid):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped while collecting"
    return report


def pytest_collection_modifyitems(config, items):
    """Leave out what Odoo's own runner leaves out: tests a class only inherits.

    A class that wants them says so with `allow_inherited_tests_method`.
    """
    kept, left_out = [], []
    for item in items:
        owner = getattr(item, "cls", None)
        is_inherited = (
            hasattr(owner, "test_tags")
            and item.originalname not in vars(owner)
            and not getattr(owner, "allow_inherited_tests_method", False)
        )
        is_imported = hasattr(owner, "test_tags") and (
            owner.__module__ != item.module.__name__
        )
        (left_out if is_inherited or is_imported else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def post_load(load_registry):
    """Run our addons' hooks: Odoo skips them where pytest has imported the addon."""
    for file in ADDONS.glob("*/__manifest__.py"):
        hook = ast.literal_eval(file.read_text(encoding="utf-8")).get("post_load")
        if hook:
            addon = importlib.import_module(f"odoo.addons.{file.parent.name}")
            getattr(addon, hook)()
