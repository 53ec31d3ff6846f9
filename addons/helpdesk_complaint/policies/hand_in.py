"""What is taken from a customer over the website? (C-01)

The limits keep strangers and programs from filling the queue; what a file is, its
content says and not its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

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
IPV6_SITE = 64
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class File:
    """``head``: how its content begins."""

    name: str
    size: int
    head: bytes


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was handed in; how many came before within the hour.

    ``contact``: whether there is a way to answer; ``trap``: whether the field was
    filled that no person sees.
    """

    what_happened: str
    demand: str = ""
    name: str = ""
    contact: bool = True
    trap: bool = False
    files: tuple[File, ...] = ()
    from_address: int = 0
    in_all: int = 0
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    per_address: int
    per_hour: int
    letters: int
    files: int
    megabytes: int
    kinds: tuple[str, ...]
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    rule: str
    reason: tuple[str, Mapping]


def kind_of(head: bytes) -> str | None:
    """C-01: the kind a file is by its content; none for what is not known."""
    for kind, (_media_type, signatures) in KINDS.items():
        if all(head.startswith(mark, offset) for offset, mark in signatures):
            return kind
    return None


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds a setting names, as ``jpeg, png``."""
    return tuple(text.replace(",", " ").lower().split())


def sender(address: str) -> str:
    """C-01: whom an address counts as; a household has a whole block of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), IPV6_SITE), strict=False))


def refusals(facts: Facts, settings: Settings) -> tuple[Refusal, ...]:
    """C-01: everything that keeps it from being taken; nothing where it is taken.

    Too many within the hour is said alone: nothing the sender writes mends it.
    """
    if facts.from_address >= settings.per_address:
        return (_refusal("often", count=settings.per_address),)
    if facts.in_all >= settings.per_hour:
        return (_refusal("busy"),)
    found = []
    if facts.trap:
        found.append(_refusal("trap"))
    if not facts.what_happened.strip():
        found.append(_refusal("nothing"))
    if not facts.contact:
        found.append(_refusal("contact"))
    longest = max(len(facts.what_happened), len(facts.demand), len(facts.name))
    if longest > settings.letters:
        found.append(_refusal("long", count=settings.letters))
    return (*found, *file_refusals(facts.files, settings))


def file_refusals(files: tuple[File, ...], settings: Settings) -> tuple[Refusal, ...]:
    """C-01: what is wrong with the files alone."""
    found = []
    if len(files) > settings.files:
        found.append(_refusal("files", count=settings.files))
    for file in files:
        if file.size > settings.megabytes * MEGABYTE:
            found.append(_refusal("size", name=file.name, size=settings.megabytes))
        elif kind_of(file.head) not in settings.kinds:
            kinds = ", ".join(settings.kinds)
            found.append(_refusal("kind", name=file.name, kinds=kinds))
    return tuple(found)


def _refusal(key: str, **params) -> Refusal:
    return Refusal(rule="C-01", reason=(key, params))
