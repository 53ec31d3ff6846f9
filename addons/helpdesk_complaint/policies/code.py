"""What is a complaint's code, and which series numbers it? (C-03)

A code is put together of the site's code, the severity's, the problem's and a serial,
as in ``GH-A-0203-0007``. Series and serial identify a complaint for ever; the code can
come again in the next series, if the pattern shows no year or month.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter

REQUIRED = frozenset({"site", "severity", "problem", "serial"})
ALLOWED = frozenset({*REQUIRED, "year", "yy", "month"})
# Parts of no fixed length: two of them in a row could be cut in more than one place.
OPEN = frozenset({"site", "problem", "serial"})
SEPARATOR = re.compile(r"[^0-9A-Za-z]")
# How far one series of serials reaches, by setting. No two settings may share a name: a
# problem's code can look like a year.
SERIES = {
    "site_year": "{site_key}/{day:%Y}",
    "site": "{site_key}",
    "site_problem": "{site_key}/problem/{problem}",
    "site_month": "{site_key}/{day:%Y-%m}",
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``site_key``: what identifies the site for ever, whatever its code becomes;
    ``site_code``, ``problem_code``: capital letters and digits;
    ``severity``: one letter; ``day``: of receipt, in the site's own time zone.
    """

    site_key: str
    site_code: str
    severity: str
    problem_code: str
    day: date
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``series``: a key of ``SERIES``; ``digits``: the least width of a serial;
    ``pattern``: how the parts stand together.
    """

    series: str = "site_year"
    digits: int = 4
    pattern: str = "{site}-{severity}-{problem}-{serial}"
    extra: Mapping = field(default_factory=dict)


def series(facts: Facts, settings: Settings) -> str:
    """C-03: the name of the series the complaint's serial is drawn from."""
    return SERIES[settings.series].format(
        site_key=facts.site_key, problem=facts.problem_code, day=facts.day
    )


def compose(facts: Facts, settings: Settings, serial: int) -> str:
    """C-03: site code + severity code + problem code + serial.

    Different parts never make the same code when ``pattern_error`` accepts the pattern.
    """
    return settings.pattern.format(
        site=facts.site_code,
        severity=facts.severity.upper(),
        problem=facts.problem_code,
        serial=f"{serial:0{settings.digits}d}",
        year=f"{facts.day:%Y}",
        yy=f"{facts.day:%y}",
        month=f"{facts.day:%m}",
    )


def pattern_error(pattern: str) -> tuple[str, Mapping] | None:
    """C-03: why a pattern cannot make codes, as (key, parameters); None when it can."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return ("unreadable", {})
    names = [name for _text, name, _spec, _conversion in parts if name is not None]
    plain = all(not spec and not conversion for _t, _n, spec, conversion in parts)
    unknown = sorted(set(names) - ALLOWED)
    if unknown or not plain:
        return ("unknown", {"names": ", ".join(unknown) or pattern})
    missing = sorted(REQUIRED - set(names))
    if missing:
        return ("missing", {"names": ", ".join(missing)})
    joined = _joined(parts)
    if joined:
        return ("joined", {"names": ", ".join(joined)})
    return None


def _joined(parts: Iterable[tuple]) -> tuple[str, str] | None:
    """C-03: two parts of open length with nothing to tell where one ends.

    ``{problem}{serial}`` makes one code of problem 02, serial 30007 and of problem 023,
    serial 0007. Letters and digits separate nothing, as the parts are made of them.
    """
    before = None
    for text, name, _spec, _conversion in parts:
        if SEPARATOR.search(text):
            before = None
        if name in OPEN:
            if before:
                return before, name
            before = name
    return None
