"""What rules find, and what a decision leaves on record: plain JSON.

The same values give the same JSON, in this process and in the next.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule and what it finds, as (key, parameters): most need to say no more."""

    rule: str
    reason: tuple[str, Mapping]


def to_json(value: object, where: str = "value") -> object:
    """Turn facts, settings or a result into what JSON can hold.

    A Decimal becomes its digits as text, a moment or a day ISO text (a moment with a
    zone in UTC), a duration its seconds, an Enum its value, a set a sorted list.
    Mappings and dataclasses become objects with sorted keys; a field that a dataclass
    doesn't show (``repr=False``), such as a working calendar handed in as a function,
    is left out.

    :param where: what the value is called in the error
    :raise TypeError: if something in it is none of these
    """
    match value:
        case Enum():
            return to_json(value.value, where)
        case Mapping():
            return _object(value.items(), where)
        case list() | tuple():
            return [to_json(item, f"{where}[{at}]") for at, item in enumerate(value)]
        case set() | frozenset():
            return sorted((to_json(item, where) for item in value), key=json.dumps)
    if is_dataclass(value) and not isinstance(value, type):
        shown = [field.name for field in fields(value) if field.repr]
        return _object(((name, getattr(value, name)) for name in shown), where)
    return _scalar(value, where)


def _object(items: Iterable[tuple[object, object]], where: str) -> dict:
    found = {}
    for name, value in items:
        key = to_json(name, f"a key of {where}")
        if not isinstance(key, str | int):
            raise TypeError(f"a key of {where} can't be recorded: {name!r}")
        if str(key) in found:
            raise TypeError(f"two keys of {where} are both recorded as {key}")
        found[str(key)] = to_json(value, f"{where}.{key}")
    return dict(sorted(found.items()))


def _scalar(value: object, where: str) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal() if isfinite(value):
            return str(value) if isinstance(value, Decimal) else value
        case datetime() if value.tzinfo:
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
    raise TypeError(f"{where} can't be recorded: {value!r}")


def rule_codes(result: object) -> tuple[str, ...]:
    """List the rules that a result names, in its order, each once.

    A result names them in a field ``rule`` or ``rules``, its own or of what it holds:
    of the shares of a deal, each names its own.
    """
    return tuple(dict.fromkeys(_named_rules(result)))


def _named_rules(result: object) -> Iterator[str]:
    if isinstance(result, list | tuple):
        for item in result:
            yield from _named_rules(item)
    elif isinstance(result, Mapping):
        yield from _named_rules(list(result.values()))
    elif is_dataclass(result):
        for field in fields(result):
            value = getattr(result, field.name)
            match field.name:
                case "rule":
                    yield from (value,) if value else ()
                case "rules":
                    yield from value
                case _:
                    yield from _named_rules(value)
