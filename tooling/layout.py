"""Where things are: the checkout, its own state, and what all checkouts share."""

import fcntl
import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

from .console import Failure, held_locks, say

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"


def _state_home():
    if os.environ.get("CHARTER_HOME"):
        # A folder of our own in it: "clean --all" removes nothing else.
        return Path(os.environ["CHARTER_HOME"]).resolve() / "customer-charter"
    if os.geteuid() == 0:
        # PostgreSQL refuses root, and its own account cannot enter /root.
        return Path("/var/lib/customer-charter")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "customer-charter"


STATE = _state_home()
INSTANCE = STATE / hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
LOGS = INSTANCE / "log"
DATA = INSTANCE / "data"
PG_DATA = INSTANCE / "pg"
ODOO_CONF = INSTANCE / "odoo.conf"
SERVER_PID = INSTANCE / "server.pid"


def socket_dir():
    """The folder of PostgreSQL's socket; a socket's path holds 107 bytes at most."""
    folder = INSTANCE / "run"
    if len(os.fsencode(folder)) > 80:
        folder = Path("/tmp") / f"charter-{os.geteuid()}-{INSTANCE.name}"
    return folder


def digest(*parts):
    """A short key of strings, files and folders: the same contents, the same key."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            files = [part] if part.is_file() else sorted(part.rglob("*"))
            for file in files:
                if file.is_file() and file.suffix != ".pyc":
                    total.update(str(file.relative_to(part)).encode())
                    total.update(file.read_bytes())
        else:
            total.update(str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:10]


@contextmanager
def exclusively(name):
    """One process at a time builds a thing; the others wait for it and find it done."""
    try:
        INSTANCE.mkdir(parents=True, exist_ok=True)
        lock = (STATE / f"{name}.lock").open("w")
    except OSError as error:
        raise Failure(
            f"{STATE} cannot be written ({error.strerror}); "
            "CHARTER_HOME=/another/folder keeps everything elsewhere."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"· waiting: another ./charter is busy with {name}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        held_locks.append(lock.fileno())
        try:
            yield
        finally:
            held_locks.remove(lock.fileno())
