"""What ./charter promises of itself."""

import os
import socket
import subprocess
import sys

import polib
import pytest

from tooling import checks, layout, po_merge, server
from tooling.__main__ import main
from tooling.console import Failure

from .source import ROOT

SKIPPING = """
import pytest

@pytest.mark.skip(reason="too lazy")
def test_skipped():
    raise AssertionError
"""
# The tests of a run have Odoo's registry from the plugin; these need none.
CONFTEST = """
import pytest

@pytest.fixture(scope="session")
def load_registry():
    pass
"""

PLUGIN = ROOT / "tooling" / "pytest_plugin.py"


def run_pytest(folder, *options):
    (folder / "conftest.py").write_text(
        CONFTEST + PLUGIN.read_text("utf-8"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:odoo", *options, "."]
    environment = {**os.environ, "PYTHONPATH": ""}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment
    )


def test_a_skipped_test_fails_the_run(tmp_path):
    (tmp_path / "test_lazy.py").write_text(SKIPPING, encoding="utf-8")
    run = run_pytest(tmp_path)
    assert run.returncode == 1
    assert "test_lazy.py::test_skipped was skipped" in run.stdout


def test_a_skip_with_a_reason_on_the_list_is_allowed(tmp_path):
    (tmp_path / "test_lazy.py").write_text(SKIPPING, encoding="utf-8")
    run = run_pytest(tmp_path, "-o", "allowed_skips=test_lazy.py: needs a printer")
    assert run.returncode == 0
    assert "1 skipped" in run.stdout


def test_tests_outside_the_project_are_run_by_its_rules(tmp_path):
    """Such as those of an addon we extend."""
    (tmp_path / "test_lazy.py").write_text(CONFTEST + SKIPPING, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:odoo", *checks.RULES]
    run = subprocess.run(
        [*map(str, command), tmp_path], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert "test_skipped was skipped" in run.stdout


def test_asking_a_command_for_help_does_not_run_it(capsys):
    for words in (["run", "--help"], ["clean", "-h"], ["help"]):
        assert main(words) == 0
        assert "./charter run" in capsys.readouterr().out


def test_a_template_is_known_by_what_it_is_made_of(tmp_path):
    (tmp_path / "a").write_text("one", encoding="utf-8")
    before = layout.digest(tmp_path)
    assert layout.digest(tmp_path) == before
    (tmp_path / "a").write_text("two", encoding="utf-8")
    changed = layout.digest(tmp_path)
    assert changed != before
    (tmp_path / "a").rename(tmp_path / "b")
    assert layout.digest(tmp_path) not in (before, changed)


def test_a_taken_port_gets_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Failure, match=f"Port {port} is taken"):
            server._require_free(port)


def test_new_terms_join_the_catalogue_and_old_ones_leave_it(tmp_path):
    template, chinese = tmp_path / "x.pot", tmp_path / "zh_CN.po"
    pot = polib.POFile()
    pot.metadata = {"POT-Creation-Date": "today"}
    pot += [
        polib.POEntry(msgid=term) for term in ("Site", "Created by", "Whose turn", "ID")
    ]
    pot.save(str(template))
    po = polib.POFile()
    po += [
        polib.POEntry(msgid="Site", msgstr="管理处"),
        polib.POEntry(msgid="Gone", msgstr="没了"),
    ]
    po.save(str(chinese))
    assert po_merge.merge(template, chinese) == ["Whose turn"]
    merged = {entry.msgid: entry.msgstr for entry in polib.pofile(str(chinese))}
    assert merged["Site"] == "管理处"
    assert merged["Created by"] == "创建人", "Odoo's own word"
    assert "Gone" not in merged
    assert "today" not in template.read_text("utf-8")
