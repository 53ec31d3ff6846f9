"""Programs and fonts that come from the distribution."""

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from .console import Failure, step, warn
from .layout import LOGS, STATE, exclusively

UNFINISHED = STATE / "unfinished-packages"

# Our cluster is private; the distribution's own main cluster is not wanted. An earlier
# installation may have been cut off; another one may be at work.
INSTALL = """
export DEBIAN_FRONTEND=noninteractive
settings=/etc/postgresql-common/createcluster.conf
if [ ! -e $settings ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' > $settings
fi
dpkg --configure -a
apt-get -q update
exec apt-get -q -oDPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"
"""


@dataclass(frozen=True)
class Need:
    package: str
    what_for: str
    present: bool
    required: bool = False
    packaged: bool = True


def _has_chinese_font():
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True).stdout)


def has_postgresql():
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb"))


def chromium():
    return next(
        filter(
            None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))
        ),
        None,
    )


def _needs(purposes):
    python = [Need("python3-venv", "Python packages", _has_venv(), required=True)]
    if not purposes:
        return python
    since_debian_13 = sys.version_info >= (3, 13)
    run = [
        *python,
        Need("postgresql", "the database", has_postgresql()),
        Need(
            "wkhtmltopdf",
            "PDF documents",
            bool(shutil.which("wkhtmltopdf")),
            packaged=not since_debian_13,
        ),
        Need("fontconfig", "PDF documents", bool(shutil.which("fc-list"))),
        Need("fonts-noto-cjk", "Chinese in PDF documents", _has_chinese_font()),
        Need(
            "libpangoft2-1.0-0",
            "PDF documents",
            bool(glob.glob("/usr/lib/*/libpangoft2-1.0.so.0*")),
        ),
        Need(
            "libharfbuzz-subset0",
            "PDF documents",
            bool(glob.glob("/usr/lib/*/libharfbuzz-subset.so.0*")),
        ),
        Need("libmagic1", "file types", bool(glob.glob("/usr/lib/*/libmagic.so.1*"))),
    ]
    if since_debian_13:
        cairo = bool(glob.glob("/usr/lib/*/libcairo.so.2*"))
        run.append(Need("libcairo2", "bar codes and QR codes", cairo))
    test = [Need("chromium", "browser tours", bool(chromium()), required=True)]
    return run + (test if "test" in purposes else [])


def _has_venv():
    return bool(importlib.util.find_spec("ensurepip"))


def ensure(*purposes):
    """Install what is missing where we may; else say what an administrator must run.

    PostgreSQL alone has a substitute from PyPI (see ``postgres``); without the rest the
    suite works less well, and says so, or (``required``) not at all.
    """
    packages = _packages(purposes)
    if packages and (prefix := _privilege()) is not None and shutil.which("apt-get"):
        with exclusively("system-packages"):
            if packages := _packages(purposes):
                UNFINISHED.write_text(" ".join(packages), encoding="utf-8")
                step(
                    f"Installing {', '.join(packages)}",
                    [*prefix, "sh", "-c", INSTALL, "charter", *packages],
                    LOGS / "system.log",
                    hint="Is the machine's package source reachable?",
                )
                UNFINISHED.unlink()
        packages = _packages(purposes)
    missing = [need for need in _needs(purposes) if not need.present]
    for need in missing:
        warn(f"{need.package} is missing ({need.what_for})")
    line = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(
        packages
    )
    if any(need.required for need in missing):
        raise Failure(f"An administrator must run this line first:\n    {line}")
    if packages:
        warn(f"going on without; an administrator can install it with:\n    {line}")


def _packages(purposes):
    """What to install: what is missing, and what an installation was cut off with."""
    cut_off = UNFINISHED.read_text(encoding="utf-8") if UNFINISHED.exists() else ""
    missing = [
        need.package for need in _needs(purposes) if need.packaged and not need.present
    ]
    return list(dict.fromkeys([*cut_off.split(), *missing]))


def _privilege():
    """What goes before apt-get: nothing for root, sudo where it works, else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True)
        if quiet.returncode == 0 or (
            sys.stdin.isatty() and subprocess.run(["sudo", "true"]).returncode == 0
        ):
            return ["sudo"]
    return None
