"""Serving the demo company, on this machine only."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import databases, postgres, system
from .console import Failure, say
from .layout import ADDONS, INSTANCE, LOGS, ODOO_CONF, SERVER_PID, exclusively

PEOPLE = ADDONS / "customer_charter" / "demo" / "people.txt"


def run():
    port = _port()
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    with exclusively(f"server-{INSTANCE.name}"):
        _, served = _running()
        if served == port:
            say(f"Already running: http://127.0.0.1:{port} (./charter stop ends it)")
            return 0
        if served:
            raise Failure(
                f"This checkout is served at http://127.0.0.1:{served} already; "
                "./charter stop ends that."
            )
        _require_free(port)
        system.ensure("run")
        postgres.ensure()
        server = _start(databases.ensure_demo(), port)
    return _attend(server, port)


def _port():
    text = os.environ.get("PORT") or "8069"
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Failure(f"PORT={text} is no port; it is a number, for example PORT=8070.")


def _require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Failure(
                f"Port {port} is for administrators; PORT=8070 ./charter run is not."
            ) from error
        except OSError as error:
            raise Failure(
                f"Port {port} is taken by another program. "
                f"Choose a free one, for example: PORT={port + 1} ./charter run"
            ) from error


def _start(name, port):
    log = LOGS / "odoo.log"
    command = databases.odoo("server", "-d", name, f"--db-filter=^{name}$")
    ports = [f"--http-port={port}", "--workers=0"]
    say(f"· Starting Odoo (it logs to {log}) …")
    with log.open("ab") as out, SERVER_PID.open("w", encoding="utf-8") as note:
        server = subprocess.Popen(
            [str(part) for part in [*command, *ports]],
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=databases.odoo_environment(),
            start_new_session=True,
        )
        note.write(str(server.pid))
    return server


def _attend(server, port):
    """Announce the server, and stay until one of both is told to end."""
    log = LOGS / "odoo.log"
    try:
        deadline = time.monotonic() + 180
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"Odoo did not start. Its log: {log}")
            time.sleep(0.3)
        _welcome(port)
        if server.wait():
            raise Failure(f"Odoo has ended. Its log: {log}")
        return 0
    except KeyboardInterrupt:
        say("\n· Stopping")
        return 0
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
        SERVER_PID.unlink(missing_ok=True)


def _interrupt(*_):
    raise KeyboardInterrupt


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
    """Process number and port of our server, or nothing twice."""
    try:
        pid = int(SERVER_PID.read_text(encoding="utf-8"))
        command = os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes())
    except (OSError, ValueError):
        return None, None
    port = re.search(r"--http-port=(\d+)", command)
    return (pid, int(port[1])) if port and str(ODOO_CONF) in command else (None, None)


def stop():
    pid, _ = _running()
    if pid:
        os.kill(pid, signal.SIGTERM)
        for _ in range(100):
            if _running() == (None, None):
                break
            time.sleep(0.1)
        else:
            os.kill(pid, signal.SIGKILL)
    stopped = postgres.stop()
    say("Stopped." if pid or stopped else "Nothing was running.")
    return 0
