"""Odoo 19's source: an own checkout, the pinned Debian package, the current one, git.

The Debian package is only unpacked, never installed, so no root is needed. Its mirror
is the one this machine's apt is configured with.
"""

import os
import re
import shutil
from pathlib import Path

from .console import Failure, output, step, warn
from .layout import LOGS, ROOT, STATE, digest, exclusively

PINS = ROOT / "tooling" / "debian-pins.txt"
PACKAGES = Path("usr/lib/python3/dist-packages")
# For Odoo, the Python packages and the databases.
SPACE = 2_000_000_000
UPSTREAM = "https://github.com/odoo/odoo.git"
# 1.2 GB become 350 MB: no second copy of the addons, Chinese and templates only.
LEFT_OUT = (
    "--exclude=./usr/lib/python3/dist-packages/addons",
    "--exclude=*.egg-info",
    "--exclude=*/i18n/[!z]*.po",
)
# Debian leaves out this file, which the bundle still names; the blurred background of
# video calls is all that needs it. Empty, it keeps the console clean.
LEFT_OUT_BY_DEBIAN = (
    "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
)


def ensure():
    """The folder that holds the package ``odoo``: a checkout, or dist-packages."""
    own = os.environ.get("ODOO_HOME")
    if own:
        if not (Path(own) / "odoo" / "release.py").exists():
            raise Failure(f"ODOO_HOME={own} holds no odoo/release.py.")
        return Path(own).resolve()
    target = STATE / f"odoo-{digest(PINS)}"
    with exclusively("odoo-source"):
        if not target.exists():
            if shutil.disk_usage(STATE).free < SPACE:
                raise Failure(
                    f"{STATE} needs {SPACE / 1e9:.0f} GB of free space; "
                    "CHARTER_HOME=/another/folder keeps everything elsewhere."
                )
            unfinished = target.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            _fetch(unfinished)
            unfinished.rename(target)
    return target if (target / "odoo").exists() else target / PACKAGES


def _fetch(target):
    failures = []
    for way in (_pinned_packages, _current_packages, _git_clone):
        try:
            way(target)
            break
        except Failure as failure:
            failures.append(str(failure).splitlines()[0])
            shutil.rmtree(target)
            target.mkdir()
    else:
        raise Failure(
            "Odoo 19 could not be fetched. Is a package source reachable?\n    "
            + "\n    ".join([*failures, f"The whole log: {_log()}"])
        )
    placeholder = target / PACKAGES / LEFT_OUT_BY_DEBIAN
    if (target / PACKAGES).exists() and not placeholder.exists():
        placeholder.parent.mkdir(parents=True, exist_ok=True)
        placeholder.write_text("// not part of Debian's package\n", encoding="utf-8")


def _mirrors():
    """The package sources of this machine, the main one of Debian first."""
    if not shutil.which("apt-get"):
        raise Failure("this machine has no apt")
    # Not "indextargets": it names none before the first "apt-get update".
    indexes = output(["apt-get", "--print-uris", "update"])
    found = dict.fromkeys(re.findall(r"'(\S+?)/dists/", indexes))
    return sorted(
        found, key=lambda uri: (not uri.endswith("/debian"), "security" in uri)
    )


def _pinned_packages(target):
    pins = [
        line.split()
        for line in PINS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    mirrors = _mirrors()
    downloads = _download_folder()
    for checksum, path in pins:
        file = downloads / path.rsplit("/", 1)[1]
        for mirror in mirrors:
            fetch = [
                "/usr/lib/apt/apt-helper",
                "download-file",
                f"{mirror}/{path}",
                file,
            ]
            try:
                step(f"Downloading {file.name}", [*fetch, f"SHA256:{checksum}"], _log())
                break
            except Failure:
                continue
        else:
            raise Failure(f"no package source of this machine has {path}")
        _unpack(file, target)


def _current_packages(target):
    """Whatever 19.x Debian's unstable suite holds now, signatures checked by apt."""
    names = [
        re.sub(r"_.*", "", line.rsplit("/", 1)[1])
        for line in PINS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    home = _download_folder() / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    mirror = next((uri for uri in _mirrors() if uri.endswith("/debian")), None)
    if not mirror:
        raise Failure("this machine's apt knows no mirror of Debian")
    (home / "sources.list").write_text(
        f"deb [signed-by={keyring}] {mirror} sid main\n", encoding="utf-8"
    )
    (home / "status").touch()
    options = [
        f"-oDir::Etc::SourceList={home}/sources.list",
        "-oDir::Etc::SourceParts=-",
        f"-oDir::State={home}",
        f"-oDir::State::status={home}/status",
        f"-oDir::Cache={home}/cache",
        "-oAcquire::Languages=none",
        "-oAcquire::Check-Valid-Until=false",
    ]
    warn("the pinned Odoo package is not to be had; trying the current 19.x")
    step("Reading Debian's current list", ["apt-get", *options, "update"], _log())
    step(
        "Downloading Odoo", ["apt-get", *options, "download", *names], _log(), cwd=home
    )
    for file in home.glob("*.deb"):
        _unpack(file, target)
    release = (target / PACKAGES / "odoo" / "release.py").read_text(encoding="utf-8")
    if not re.search(r"version_info = \(19,", release):
        raise Failure("Debian's current Odoo is no longer 19")


def _git_clone(target):
    if not shutil.which("git"):
        raise Failure("this machine has no git")
    step(
        "Cloning Odoo 19.0",
        ["git", "clone", "--depth", "1", "--branch", "19.0", UPSTREAM, target],
        _log(),
    )


def _unpack(package, target):
    unpack = 'dpkg-deb --fsys-tarfile "$0" | tar -x "$@" ./usr'
    step(
        f"Unpacking {package.name}",
        [
            *("bash", "-o", "pipefail", "-c", unpack, package),
            *("-C", target, "--wildcards", *LEFT_OUT),
        ],
        _log(),
    )
    package.unlink()


def _download_folder():
    folder = STATE / "download"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _log():
    return LOGS / "odoo-source.log"
