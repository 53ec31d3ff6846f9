"""Tests, linters, measurements and translations."""

import os
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree

from . import databases, postgres, python_env, system
from .console import Failure, say
from .layout import ADDONS, LOGS, ODOO_CONF, ROOT, STATE, digest, exclusively


def _settings():
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["charter"]


# -- tests --


def test(arguments):
    """All tests, or those of the named addons or paths; the last line counts them."""
    system.ensure("run", "test")
    postgres.ensure()
    venv = python_env.ensure(development=True)
    paths = [_test_path(word, venv) for word in arguments] or _all_tests(venv)
    report = LOGS / f"tests-{os.getpid()}.xml"
    with databases.temporary("test") as name:
        code = databases.call(
            [
                *(venv / "bin" / "python", "-m", "pytest"),
                *(
                    f"--odoo-config={ODOO_CONF}",
                    f"--odoo-database={name}",
                    "--odoo-http",
                ),
                *(f"--junitxml={report}", *paths),
            ],
            env=databases.odoo_environment(CHARTER_GROUND_DATABASE=databases.ground()),
        )
    passed, failed = _counts(report)
    report.unlink(missing_ok=True)
    say(f"{passed} passed, {failed} failed")
    return code or int(bool(failed) or not passed)


def _test_path(word, venv):
    if (ADDONS / word).is_dir():
        return ADDONS / word
    upstream = python_env.site_packages(venv) / "odoo" / "addons" / word / "tests"
    if word in _settings()["upstream"] and upstream.is_dir():
        return upstream
    if (ROOT / word.split("::")[0]).exists():
        return ROOT / word
    raise Failure(f"There is no addon or test file {word!r}.")


def _all_tests(venv):
    """Ours, and the suites of the addons we extend: they must pass with ours."""
    upstream = [_test_path(name, venv) for name in _settings()["upstream"]]
    return [*(ADDONS / name for name in databases.suite()), ROOT / "tests", *upstream]


def _counts(report):
    """Tests passed and failed; a test of several subtests counts once."""
    if not report.exists():
        return 0, 0
    failed = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = (case.get("classname"), case.get("name"))
        broken = any(child.tag in ("failure", "error") for child in case)
        failed[name] = failed.get(name, False) or broken
    return list(failed.values()).count(False), list(failed.values()).count(True)


# -- linters --


def lint(arguments):
    """Every linter; zero findings is the only good answer. ``--fix`` lets them mend."""
    venv = python_env.ensure(development=True)
    node = _node_packages(venv)
    fix = "--fix" in arguments
    python = [ROOT / name for name in ("addons", "benchmarks", "tests", "tooling")]
    python = [path for path in python if path.exists()] + [ROOT / "conftest.py"]
    scripts = "addons/**/static/**/*.js"
    addons = [ADDONS / name for name in databases.manifests()]
    po_files = sorted(ADDONS.glob("*/i18n*/*.po*"))
    binary = venv / "bin"
    runs = {
        "ruff check": [binary / "ruff", "check", *(["--fix"] if fix else []), *python],
        "ruff format": [
            *(
                binary / "ruff",
                "format",
                *([] if fix else ["--check", "--diff"]),
                *python,
            )
        ],
        # README.rst is made from the fragments in readme/ when a release is built.
        "pylint-odoo": [binary / "pylint", "--disable=missing-readme", *addons],
        "oca-checks-odoo-module": [binary / "oca-checks-odoo-module", *addons],
        "oca-checks-po": [binary / "oca-checks-po", *po_files],
        "prettier": [
            *(binary / "node", node / "node_modules/prettier/bin/prettier.cjs"),
            *("--config", ROOT / ".prettierrc.json", "--no-error-on-unmatched-pattern"),
            f"--plugin={node}/node_modules/@prettier/plugin-xml/src/plugin.js",
            *("--write" if fix else "--check", "addons/**/*.xml", scripts),
        ],
        "eslint": [
            *(binary / "node", node / "node_modules/eslint/bin/eslint.js"),
            *(
                "--config",
                node / "eslint.config.mjs",
                "--no-error-on-unmatched-pattern",
            ),
            *(["--fix"] if fix else []),
            *("--max-warnings=0", scripts),
        ],
    }
    environment = python_env.environment(venv)
    failed = []
    for name, command in runs.items():
        say(f"· {name}")
        if databases.call(command, env=environment):
            failed.append(name)
    say(f"Findings: {', '.join(failed)}" if failed else "No findings.")
    return int(bool(failed))


def _node_packages(venv):
    """The npm packages of ``tooling/node``, installed as its lock file says."""
    source = ROOT / "tooling" / "node"
    target = STATE / f"node-{digest(source)}"
    with exclusively("node-packages"):
        if not (target / "complete").exists():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
            npm = [venv / "bin" / "npm", "ci", "--no-audit", "--no-fund"]
            subprocess.run(
                [str(part) for part in npm],
                cwd=target,
                check=True,
                env=python_env.environment(venv),
                stdout=sys.stderr,
            )
            (target / "complete").touch()
    return target


# -- measurements --


def bench(arguments):
    """Run ``benchmarks/bench_<area>.py`` on a database each; a missed gate fails.

    Numbers among the arguments are the sizes to measure at, instead of its own.
    """
    sizes = [word for word in arguments if word.isdecimal()]
    areas = [word for word in arguments if word not in sizes] or sorted(
        file.stem.removeprefix("bench_") for file in ROOT.glob("benchmarks/bench_*.py")
    )
    system.ensure("run")
    postgres.ensure()
    failed = 0
    for area in areas:
        if not (ROOT / "benchmarks" / f"bench_{area}.py").exists():
            raise Failure(f"There is no benchmark of {area!r}.")
        with databases.temporary("bench") as name:
            python = python_env.binary("python")
            module = f"benchmarks.bench_{area}"
            failed |= databases.call([python, "-m", module, name, *sizes])
    return failed


# -- translations --


def i18n():
    """Export each addon's terms, merge them into its Chinese, list what has none."""
    system.ensure("run")
    postgres.ensure()
    with databases.temporary("i18n") as name:
        databases.run_script("Exporting the terms", "export_terms", name)
    open_terms = 0
    for template in sorted(ADDONS.glob("*/i18n/*.pot")):
        files = [template, template.with_name("zh_CN.po")]
        open_terms |= databases.call(
            [python_env.binary("python"), "-m", "tooling.po_merge", *files]
        )
    return open_terms
