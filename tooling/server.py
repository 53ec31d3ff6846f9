"""Serving the demo company, on this machine only."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import databases, postgres, system
from .console import Failure, say
from .layout import ADDONS, LOGS, SERVER_PID

PEOPLE = ADDONS / "customer_charter" / "demo" / "people.txt"


def run():
    port = int(os.environ.get("PORT", "8069"))
    if _running() and _answers(port):
        say(f"Already running: http://127.0.0.1:{port} (./charter stop ends it)")
        return 0
    _require_free(port)
    system.ensure("run")
    postgres.ensure()
    name = databases.ensure_demo()
    return _serve(name, port)


def _require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"Port {port} is taken by another program. "
                f"Choose a free one, for example: PORT={port + 1} ./charter run"
            ) from error


def _serve(name, port):
    log = LOGS / "odoo.log"
    command = databases.odoo("server", "-d", name, f"--db-filter=^{name}$")
    ports = [f"--http-port={port}", f"--gevent-port={_free_port()}", "--workers=0"]
    say(f"· Starting Odoo (it logs to {log}) …")
    with log.open("ab") as out:
        server = subprocess.Popen(
            [str(part) for part in [*command, *ports]],
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=databases.odoo_environment(),
            start_new_session=True,
        )
    SERVER_PID.write_text(str(server.pid), encoding="utf-8")
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    try:
        deadline = time.monotonic() + 180
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"Odoo did not start. Its log: {log}")
            time.sleep(0.3)
        _welcome(port)
        return server.wait()
    except KeyboardInterrupt:
        say("\n· Stopping")
        return 0
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(30)
        SERVER_PID.unlink(missing_ok=True)


def _interrupt():
    raise KeyboardInterrupt


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/web/login", timeout=60
        ) as page:
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _welcome(port):
    say(f"\n  Customer Charter is at  http://127.0.0.1:{port}\n")
    if PEOPLE.exists():
        say(PEOPLE.read_text(encoding="utf-8"))
    say(f"  Odoo logs to {LOGS / 'odoo.log'}; Ctrl-C or ./charter stop ends it.")


def _running():
    """The process number of our server, or nothing."""
    try:
        pid = int(SERVER_PID.read_text(encoding="utf-8"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"odoo" in command else None


def stop():
    pid = _running()
    if pid:
        os.kill(pid, signal.SIGTERM)
        for _ in range(100):
            if not _running():
                break
            time.sleep(0.1)
        else:
            os.kill(pid, signal.SIGKILL)
    stopped = postgres.stop()
    say("Stopped." if pid or stopped else "Nothing was running.")
    return 0
