"""What is taken from a customer over the website? (C-01)

The limits keep strangers and programs from filling the queue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from odoo.addons.charter_base.policies.sent_files import File, why_not

IPV6_SITE = 64


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
    return tuple(_refusal(key, **params) for key, params in why_not(files, settings))


def _refusal(key: str, **params) -> Refusal:
    return Refusal(rule="C-01", reason=(key, params))
