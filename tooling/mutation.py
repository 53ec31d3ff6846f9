"""Mutation testing of the rules: what no test notices is not proven."""

import ast
import json
import os
import re
import shutil
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from . import databases, python_env
from .console import Failure, output, say, step
from .layout import ADDONS, LOGS, ROOT


def mutate(arguments):
    """Change the rules in ``policies/``, one small change at a time: a test must fail.

    The policy tests alone run, without Odoo. Where a change makes no difference, the
    line says ``# pragma: no mutate`` and why.
    """
    venv = python_env.ensure(development=True)
    names = arguments or [
        name for name in databases.suite() if (ADDONS / name / "policies").is_dir()
    ]
    for name in names:
        for folder in ("policies", "tests/policies"):
            if not (ADDONS / name / folder).is_dir():
                raise Failure(f"{name} has no {folder}/.")
    policies = [
        (name, policy)
        for name in names
        for policy in (ADDONS / name / "policies").glob("*.py")
        if policy.name != "__init__.py"
    ]
    # As many at once as there are processors, the one with most to do first.
    policies.sort(key=lambda it: it[1].stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda it: _mutate_policy(*it, venv=venv), policies))
    failed = False
    for name in names:
        tried = [it for (of, _), it in zip(policies, found, strict=True) if of == name]
        survivors = [survivor for _killed, survivors in tried for survivor in survivors]
        for survivor in survivors:
            say(survivor)
        killed = sum(killed for killed, _survivors in tried)
        say(f"{name}: {killed} mutants killed, {len(survivors)} survived")
        failed |= bool(survivors)
    return int(failed)


def _test_command(name, policy):
    """Run the tests that are about a policy, then the addon's others.

    Most changes are noticed by the former, so that the latter need not even start.
    """
    folder = ADDONS / name / "tests" / "policies"
    imported = re.compile(rf"^\s*(from .*)?import .*\b{policy.stem}\b", re.MULTILINE)
    tests = {
        test.relative_to(ROOT): bool(imported.search(test.read_text(encoding="utf-8")))
        for test in sorted(folder.glob("test_*.py"))
    }
    pytest = "python -m pytest -x -q -p no:cacheprovider -c /dev/null --rootdir=."
    return " && ".join(
        " ".join([pytest, *(f"odoo/{test}" for test in chosen)])
        for about in (True, False)
        if (chosen := [test for test in tests if tests[test] is about])
    )


def _mutate_policy(name, policy, venv):
    """How many mutants the tests noticed, and a description of each they did not.

    In the folder they run in, ``odoo`` is the policies of all addons and nothing else.
    """
    tests = _test_command(name, policy)
    settings = f"""
        [cosmic-ray]
        module-path = "odoo/{policy.relative_to(ROOT)}"
        test-command = "sh -c '{tests}'"
        timeout = 30.0
        [cosmic-ray.distributor]
        name = "local"
    """
    environment = python_env.environment(
        venv,
        PYTHONDONTWRITEBYTECODE="1",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        CI="1",  # hypothesis then tries the same examples every time
    )
    sources = [*ADDONS.glob("*/policies"), ADDONS / name / "tests" / "policies"]
    with tempfile.TemporaryDirectory(prefix="charter-mutate-") as folder:
        for source in sources:
            target = Path(folder, "odoo", source.relative_to(ROOT))
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc"))
        Path(folder, "odoo", "__init__.py").touch()
        Path(folder, "session.toml").write_text(settings, encoding="utf-8")
        options = {"cwd": folder, "env": environment}
        if databases.call(["sh", "-c", tests], **options):
            raise Failure(f"The policy tests of {name} fail before any change.")
        session = Path(folder, "session.sqlite")
        cosmic_ray = venv / "bin" / "cosmic-ray"
        output([cosmic_ray, "init", "session.toml", session], **options)
        output([venv / "bin" / "cr-filter-pragma", session], **options)
        _spare_annotations(session)
        execute = [cosmic_ray, "exec", "session.toml", session]
        log = LOGS / f"mutate-{name}-{policy.stem}.log"
        step(f"Mutating {policy.stem} of {name}", execute, log, **options)
        dump = output([cosmic_ray, "dump", session], **options)
    tried = [json.loads(line) for line in dump.splitlines()]
    tried = [pair for pair in tried if pair[1]["worker_outcome"] != "skipped"]
    survivors = [pair for pair in tried if pair[1]["test_outcome"] != "killed"]
    survivors.sort(key=lambda pair: _position(pair[0]))
    return len(tried) - len(survivors), [_describe(*pair) for pair in survivors]


def _spare_annotations(session):
    """Take the changes of annotations out of a session: they are no rules."""
    columns = "job_id, module_path, start_pos_row, start_pos_col"
    with closing(sqlite3.connect(session)) as database, database:
        mutants = database.execute(f"SELECT {columns} FROM mutation_specs").fetchall()
        paths = {path for _job, path, *_position in mutants}
        spans = {path: list(_annotations(session.parent / path)) for path in paths}
        spared = [
            (job,)
            for job, path, *position in mutants
            if any(start <= tuple(position) < end for start, end in spans[path])
        ]
        for table in ("mutation_specs", "work_items"):
            database.executemany(f"DELETE FROM {table} WHERE job_id = ?", spared)


def _annotations(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        for field in ("annotation", "returns"):
            if part := getattr(node, field, None):
                start, end = part.lineno, part.end_lineno
                yield (start, part.col_offset), (end, part.end_col_offset)


def _position(mutant):
    [mutation] = mutant["mutations"]
    return mutation["module_path"].removeprefix("odoo/"), mutation["start_pos"][0]


def _describe(mutant, result):
    """File and line of a mutant, and the change."""
    path, line = _position(mutant)
    if result["test_outcome"] == "survived":
        lines = result["diff"].splitlines()
        change = [it for it in lines if re.match(r"-(?!--)|\+(?!\+\+)", it)]
    else:
        change = [f"could not be tried: {result['output']}"]
    return "\n    ".join([f"{path}:{line}", *change])
