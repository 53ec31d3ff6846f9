"""Databases: a template kept for what it is made of, and clones of it in a second."""

import ast
import itertools
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from . import odoo_source, postgres, python_env
from .console import Failure, step
from .layout import (
    ADDONS,
    DATA,
    INSTANCE,
    LOGS,
    ODOO_CONF,
    ROOT,
    digest,
    exclusively,
)
from .postgres import sql

SCRIPTS = ROOT / "tooling" / "odoo_scripts"
LANGUAGE = "zh_CN"


def manifests():
    """Our addons by name, with their manifests."""
    return {
        file.parent.name: ast.literal_eval(file.read_text(encoding="utf-8"))
        for file in sorted(ADDONS.glob("*/__manifest__.py"))
    }


def suite():
    """Our installable addons."""
    return [name for name, it in manifests().items() if it.get("installable", True)]


def foundation():
    """The addons of Odoo and OCA that ours stand on."""
    ours = manifests()
    return sorted({name for it in ours.values() for name in it["depends"]} - set(ours))


def suite_key():
    """What a database of the suite is made of: pins, Odoo, the addons without tests."""
    code = [
        file
        for name in suite()
        for file in sorted((ADDONS / name).rglob("*"))
        if file.is_file()
        and file.suffix != ".pyc"
        and not {"tests", "readme"} & set(file.relative_to(ADDONS).parts)
    ]
    names = [str(file.relative_to(ADDONS)) for file in code]
    return digest(_foundation_key(), SCRIPTS, *names, *code)


def _foundation_key():
    return digest(LANGUAGE, odoo_source.ensure(), *python_env.RUNTIME, *foundation())


def odoo(*arguments):
    """The command line of Odoo with this project's settings."""
    _write_configuration()
    words = list(itertools.takewhile(lambda word: not word.startswith("-"), arguments))
    options = arguments[len(words) :]
    return [python_env.binary("odoo"), *words, "-c", ODOO_CONF, *options]


def odoo_environment(**extra):
    folder = python_env.ensure()
    return python_env.environment(
        folder, ODOO_RC=str(ODOO_CONF), **postgres.connection(), **extra
    )


def call(command, **options):
    """Run a program with our environment, at the terminal; its exit code."""
    options.setdefault("env", odoo_environment())
    options.setdefault("cwd", ROOT)
    return subprocess.run([str(part) for part in command], **options).returncode


def run_odoo(label, *arguments):
    step(label, odoo(*arguments), LOGS / "database.log", env=odoo_environment())


def run_script(label, name, database):
    """Run one of ``odoo_scripts/`` in the Odoo shell of a database."""
    with (SCRIPTS / f"{name}.py").open("rb") as script:
        log = LOGS / "database.log"
        with log.open("ab") as out:
            done = subprocess.run(
                [str(part) for part in odoo("shell", "-d", database, "--no-http")],
                stdin=script,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=odoo_environment(),
            )
    if done.returncode:
        raise Failure(f"{label} failed. The log: {log}")


def _write_configuration():
    INSTANCE.mkdir(parents=True, exist_ok=True)
    text = "\n".join(
        [
            "[options]",
            f"addons_path = {ADDONS}",
            f"data_dir = {DATA}",
            "http_interface = 127.0.0.1",
            "list_db = False",
            "admin_passwd =",
            "without_demo = True",
            "limit_time_real = 600",
            "",
        ]
    )
    if not ODOO_CONF.exists() or ODOO_CONF.read_text(encoding="utf-8") != text:
        ODOO_CONF.write_text(text, encoding="utf-8")


def exists(name):
    return bool(sql(f"select 1 from pg_database where datname = '{name}'"))


def from_template(name, *, demo=False):
    """Make a database ``name`` with the suite as the code stands, and return its name.

    It is cloned from a template, made first if need be. Odoo's and OCA's addons alone
    are a template of their own, so that a change of ours costs seconds.
    """
    with exclusively(f"templates-{INSTANCE.name}"):
        clone(_template(demo), name)
    return name


def ground():
    """The name of the template that holds the addons of Odoo and OCA alone."""
    return f"ground_{_foundation_key()}"


def clone_ground(name):
    """Make a database of the addons of Odoo and OCA alone."""
    with exclusively(f"templates-{INSTANCE.name}"):
        clone(ground(), name)


def _template(demo):
    key = suite_key()
    plain, with_demo = f"suite_{key}", f"demo_{key}"
    if not exists(plain):
        if not exists(ground()):
            _build(ground(), lambda new: _install(new, foundation()))
        _build(plain, lambda new: _install_suite(ground(), new))
        _forget_older(keep={ground(), plain})
    if demo and not exists(with_demo):
        _build(with_demo, lambda new: _add_demo(plain, new))
    return with_demo if demo else plain


def _build(name, make):
    """Make a database under another name first: a half-made one never looks done."""
    new = f"{name}_new"
    drop(new)
    make(new)
    _rename(new, name)


def _install(name, addons):
    run_odoo(
        f"Installing Odoo with {', '.join(addons)} (about a minute)",
        *(
            "server",
            "-d",
            name,
            "-i",
            ",".join(addons),
            "--stop-after-init",
            "--no-http",
        ),
    )
    # Not with the installation: it would become everybody's default language.
    run_odoo("Loading Chinese", "i18n", "loadlang", "-d", name, "-l", LANGUAGE)


def _install_suite(ground, name):
    clone(ground, name)
    run_odoo(
        "Installing the suite",
        *("server", "-d", name, "-i", ",".join(suite())),
        *("--stop-after-init", "--no-http"),
    )
    run_script("Preparing the pages", "pregenerate_assets", name)


def _add_demo(plain, name):
    clone(plain, name)
    run_script("Loading the demo company", "load_demo", name)


def _forget_older(keep):
    for name in sql("select datname from pg_database"):
        if name.startswith(("ground_", "suite_", "demo_")) and name not in keep:
            drop(name)


def clone(source, name):
    """Copy a database and, by hard links, its files."""
    sql(f'create database "{name}" template "{source}"')
    original = DATA / "filestore" / source
    if original.exists():
        copy = DATA / "filestore" / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(original, copy, copy_function=os.link)


def drop(name):
    sql(f'drop database if exists "{name}" with (force)')
    shutil.rmtree(DATA / "filestore" / name, ignore_errors=True)


def _rename(old, new):
    drop(new)
    files = DATA / "filestore"
    # The files first: cut off in between, the database is not there and is made again.
    if (files / old).exists():
        (files / old).rename(files / new)
    sql(f'alter database "{old}" rename to "{new}"')


@contextmanager
def temporary(purpose, *, demo=False, bare=False):
    """A clone of a template that is dropped at the end, or by the next who asks.

    ``bare``: with the addons of Odoo and OCA alone, without ours.
    """
    for left in sql("select datname from pg_database"):
        owner = left.removeprefix(f"{purpose}_")
        if owner != left and not Path("/proc", owner).exists():
            drop(left)
    name = f"{purpose}_{os.getpid()}"
    if bare:
        clone_ground(name)
    else:
        from_template(name, demo=demo)
    try:
        yield name
    finally:
        drop(name)


def ensure_demo(name="charter"):
    """The demo database, kept between runs and updated when the addons change."""
    key = suite_key()
    if not exists(name):
        _build(name, lambda new: from_template(new, demo=True))
        _remember(name, key)
        return name
    if _remembered(name) != key:
        run_odoo(
            "Updating the demo database to the addons as they are now",
            *("server", "-d", name, "-i", ",".join(suite()), "-u", ",".join(suite())),
            *("--stop-after-init", "--no-http"),
        )
        _remember(name, key)
    return name


def _remember(name, key):
    sql(f"comment on database \"{name}\" is '{key}'")


def _remembered(name):
    rows = sql(
        "select shobj_description(oid, 'pg_database') from pg_database"
        f" where datname = '{name}'"
    )
    return rows[0] if rows else ""
