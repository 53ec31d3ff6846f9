"""Programs and fonts that come from the distribution."""

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .console import Failure, step, warn
from .layout import LOGS


@dataclass(frozen=True)
class Need:
    package: str
    what_for: str
    present: bool
    required: bool = False


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
    run = [
        Need("python3-venv", "Python packages", _has_venv(), required=True),
        Need("postgresql", "the database", has_postgresql()),
        Need("wkhtmltopdf", "PDF documents", bool(shutil.which("wkhtmltopdf"))),
        Need("fontconfig", "PDF documents", bool(shutil.which("fc-list"))),
        Need("fonts-noto-cjk", "Chinese in PDF documents", _has_chinese_font()),
        Need("libmagic1", "file types", bool(glob.glob("/usr/lib/*/libmagic.so.1*"))),
    ]
    if sys.version_info >= (3, 13):
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
    missing = [need for need in _needs(purposes) if not need.present]
    if not missing:
        return
    prefix = _privilege()
    if prefix is not None and shutil.which("apt-get"):
        _apt_install([need.package for need in missing], prefix)
        missing = [need for need in _needs(purposes) if not need.present]
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(
        need.package for need in missing
    )
    for need in missing:
        warn(f"{need.package} is missing ({need.what_for})")
    if any(need.required for need in missing):
        raise Failure(f"An administrator must run this line first:\n    {line}")
    warn(f"going on without; an administrator can install it with:\n    {line}")


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


def _apt_install(packages, prefix):
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if "postgresql" in packages:
        # Our cluster is private; the distribution's own main cluster is not wanted.
        settings = Path("/etc/postgresql-common/createcluster.conf")
        if not settings.exists():
            subprocess.run(
                [
                    *prefix,
                    "sh",
                    "-c",
                    f"mkdir -p {settings.parent} && "
                    f"echo 'create_main_cluster = false' > {settings}",
                ],
                check=True,
            )
    hint = "Is the machine's package source reachable?"
    log = LOGS / "system.log"
    step(
        "Reading the package lists",
        [*prefix, "apt-get", "-q", "update"],
        log,
        hint=hint,
    )
    step(
        f"Installing {', '.join(packages)}",
        [
            *prefix,
            *environment,
            *("apt-get", "-q", "install", "-y", "--no-install-recommends"),
            *packages,
        ],
        log,
        hint=hint,
    )
