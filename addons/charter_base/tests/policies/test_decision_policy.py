"""What a decision leaves on record; no rule of the charter, but how each is kept."""

import json
import random
from dataclasses import FrozenInstanceError, dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.charter_base.policies.decision import Finding, rule_codes, to_json


class Grade(Enum):
    MAJOR = "a"


@dataclass(frozen=True, kw_only=True)
class Site:
    name: str
    area: Decimal
    calendar: object = field(default=print, repr=False)


@dataclass(frozen=True, kw_only=True)
class Share:
    percent: Decimal
    rule: str | None


@dataclass(frozen=True, kw_only=True)
class Deal:
    rules: tuple[str, ...]
    shares: tuple | dict


CHINA = timezone(timedelta(hours=8))


def test_what_a_rule_finds_is_frozen_and_named():
    """It names its rule like any result."""
    finding = Finding(rule="C-02", reason=("reply", {}))
    assert rule_codes(finding) == ("C-02",)
    with pytest.raises(FrozenInstanceError):
        finding.rule = "C-22"
    with pytest.raises(TypeError):
        Finding("C-02", ("reply", {}))


@pytest.mark.parametrize(
    ("value", "recorded"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("投诉", "投诉"),
        (0.5, 0.5),
        (Decimal("1.10"), "1.10"),
        (Decimal("0"), "0"),
        (date(2026, 3, 2), "2026-03-02"),
        (time(8, 30), "08:30:00"),
        (datetime(2026, 3, 2, 1), "2026-03-02T01:00:00"),
        (datetime(2026, 3, 2, 9, tzinfo=CHINA), "2026-03-02T01:00:00+00:00"),
        (datetime(2026, 3, 2, 1, tzinfo=UTC), "2026-03-02T01:00:00+00:00"),
        (timedelta(hours=1), 3600.0),
        (Grade.MAJOR, "a"),
        ([1, (Decimal(2), None)], [1, ["2", None]]),
        ({"b", "a", "c"}, ["a", "b", "c"]),
        (frozenset({3, 1, 2}), [1, 2, 3]),
        (MappingProxyType({"b": 1, "a": {"c": ()}}), {"a": {"c": []}, "b": 1}),
        ({2: "two", 1: "one"}, {"1": "one", "2": "two"}),
        ({Grade.MAJOR: 1}, {"a": 1}),
        ({date(2026, 3, 2): 1}, {"2026-03-02": 1}),
    ],
)
def test_each_kind_of_value_has_its_json(value, recorded):
    result = to_json(value)
    assert result == recorded
    assert type(result) is type(recorded)


def test_a_dataclass_is_recorded_by_its_fields_except_what_it_hides():
    site = Site(name="Riverside", area=Decimal("89.50"))
    assert to_json({"site": site}) == {"site": {"area": "89.50", "name": "Riverside"}}


def test_names_come_in_the_same_order_however_they_were_given():
    site = Site(name="Riverside", area=Decimal(1))
    assert list(to_json(site)) == ["area", "name"]
    assert list(to_json({"b": 1, "a": 2})) == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object, "facts can't be recorded: <class 'object'>"),
        (Site, "facts can't be recorded: <class"),
        (b"raw", "facts can't be recorded: b'raw'"),
        (float("nan"), "facts can't be recorded: nan"),
        (Decimal("Infinity"), "facts can't be recorded: Decimal"),
        ([1, len], "facts[1] can't be recorded: <built-in function len>"),
        ({"a": {"b": len}}, "facts.a.b can't be recorded"),
        ({len}, "facts can't be recorded: <built-in"),
        ({len: 1}, "a key of facts can't be recorded: <built-in"),
        ({None: 1}, "a key of facts can't be recorded: None"),
        ({"a": {(1,): 1}}, "a key of facts.a can't be recorded: (1,)"),
        ({1: "a", "1": "b"}, "two keys of facts are both recorded as 1"),
        (Site(name=len, area=1), "facts.name can't be recorded"),
    ],
)
def test_what_can_t_be_recorded_is_said_with_its_place(value, message):
    with pytest.raises(TypeError) as error:
        to_json(value, "facts")
    assert str(error.value).startswith(message)


def test_a_value_without_a_name_is_called_a_value():
    with pytest.raises(TypeError, match=r"^value\.a can't be recorded"):
        to_json({"a": len})


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.sampled_from([UTC, CHINA]))
    | st.timedeltas(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(value=VALUES)
def test_whatever_is_recorded_reads_back_the_same(value):
    recorded = to_json(value)
    assert json.loads(json.dumps(recorded)) == recorded
    assert to_json(recorded) == recorded


@given(
    values=st.dictionaries(st.text(), st.sets(st.text(), max_size=5)),
    seed=st.integers(),
)
def test_the_same_facts_give_the_same_text_in_any_order(values, seed):
    items = list(values.items())
    random.Random(seed).shuffle(items)
    shuffled = {key: set(sorted(found, reverse=True)) for key, found in items}
    assert json.dumps(to_json(values)) == json.dumps(to_json(shuffled))


FIRST = Share(percent=Decimal(60), rule="F-05")
SECOND = Share(percent=Decimal(40), rule="F-06")


@pytest.mark.parametrize(
    ("result", "codes"),
    [
        (None, ()),
        ("F-05", ()),
        (FIRST, ("F-05",)),
        (Share(percent=Decimal(1), rule=None), ()),
        (Share(percent=Decimal(1), rule=""), ()),
        ([SECOND, FIRST, SECOND], ("F-06", "F-05")),
        ((FIRST, (SECOND,)), ("F-05", "F-06")),
        ({"first": SECOND, "second": FIRST}, ("F-06", "F-05")),
        (
            Deal(rules=("F-01", "F-05"), shares=(FIRST, SECOND)),
            ("F-01", "F-05", "F-06"),
        ),
        (Deal(rules=(), shares={"a": [SECOND]}), ("F-06",)),
    ],
)
def test_a_result_names_its_rules_in_order_and_each_once(result, codes):
    assert rule_codes(result) == codes
