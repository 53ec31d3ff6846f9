"""What is a file that a stranger sends? Its content says so, and not its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

# A phone's photos share their box with films; the brand tells them apart.
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
# kind: its media type, and what a file of that kind begins with (offset, signature)
KINDS = {
    "jpeg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "png": ("image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    "webp": ("image/webp", ((0, b"RIFF"), (8, b"WEBP"))),
    "heic": ("image/heic", ((4, b"ftyp"), (8, HEIC_BRANDS))),
    "pdf": ("application/pdf", ((0, b"%PDF-"),)),
}
# How much of a file it takes to tell.
HEAD = 64
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class File:
    """``head``: how its content begins."""

    name: str
    size: int
    head: bytes


class Limits(Protocol):
    """How many files are taken at most, how large and of which kinds."""

    files: int
    megabytes: int
    kinds: tuple[str, ...]


def kind_of(head: bytes) -> str | None:
    """C-01, D-11: the kind a file is by its content; none for what is not known."""
    for kind, (_media_type, signatures) in KINDS.items():
        if all(head.startswith(mark, offset) for offset, mark in signatures):
            return kind
    return None


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds a setting names, as ``jpeg, png``."""
    return tuple(text.replace(",", " ").lower().split())


def why_not(files: tuple[File, ...], limits: Limits) -> tuple[tuple[str, Mapping], ...]:
    """C-01, D-11: what keeps files from being taken, as (key, parameters)."""
    found = []
    if len(files) > limits.files:
        found.append(("files", {"count": limits.files}))
    for file in files:
        if file.size > limits.megabytes * MEGABYTE:
            found.append(("size", {"name": file.name, "size": limits.megabytes}))
        elif kind_of(file.head) not in limits.kinds:
            kinds = ", ".join(limits.kinds)
            found.append(("kind", {"name": file.name, "kinds": kinds}))
    return tuple(found)
