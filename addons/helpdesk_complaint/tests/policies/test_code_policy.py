import itertools
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from odoo.addons.helpdesk_complaint.policies import code

FACTS = {
    "site_key": "5",
    "site_code": "GH",
    "severity": "a",
    "problem_code": "0203",
    "day": date(2024, 5, 6),
}
# Words of few signs: where two parts could make one code, these do.
WORDS = ["1", "11", "A", "1A", "A1"]
COMPLAINTS = st.builds(
    dict,
    site_key=st.sampled_from(["1", "2", "12"]),
    site_code=st.sampled_from(WORDS),
    severity=st.sampled_from("abc"),
    problem_code=st.sampled_from(["2023", "2024", "2025", "0203"]),
    day=st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
SETTINGS = st.builds(code.Settings, series=st.sampled_from(sorted(code.SERIES)))
SEPARATORS = ["", "-", "/", "1", "A", "x", "号", "-0", "0/", "{{"]


@st.composite
def patterns(draw):
    """Patterns of all required parts, some others, and anything between them."""
    more = draw(st.lists(st.sampled_from(["year", "yy", "month"]), max_size=2))
    names = draw(st.permutations([*sorted(code.REQUIRED), *more]))
    return "".join(draw(st.sampled_from(SEPARATORS)) + f"{{{name}}}" for name in names)


def compose(serial, settings=None, **changed):
    facts = code.Facts(**{**FACTS, **changed})
    return code.compose(facts, settings or code.Settings(), serial)


def series(setting, **changed):
    facts = code.Facts(**{**FACTS, **changed})
    return code.series(facts, code.Settings(series=setting))


def test_the_source_s_own_example():
    """C-03: site, severity, problem and serial make GH-A-0203-0007."""
    assert compose(7) == "GH-A-0203-0007"


@pytest.mark.parametrize(
    ("digits", "serial", "text"),
    [
        (4, 1, "0001"),
        (4, 9999, "9999"),
        (4, 10000, "10000"),
        (1, 9, "9"),
        (1, 10, "10"),
        (6, 7, "000007"),
    ],
)
def test_a_serial_outgrows_its_digits_without_being_cut(digits, serial, text):
    """C-03: the digits are the least width of a serial, not its end."""
    settings = code.Settings(digits=digits)
    assert compose(serial, settings) == f"GH-A-0203-{text}"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 1, 31), "2024.24.01 GHC0203/0007"),
        (date(2024, 12, 31), "2024.24.12 GHC0203/0007"),
        (date(2025, 1, 1), "2025.25.01 GHC0203/0007"),
    ],
)
def test_a_company_shows_the_year_and_the_month(day, text):
    """C-03: the pattern is the company's."""
    pattern = "{year}.{yy}.{month} {site}C{problem}/{serial}"
    assert compose(7, code.Settings(pattern=pattern), day=day) == text


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("site_year", "5/2024"),
        ("site", "5"),
        ("site_problem", "5/problem/0203"),
        ("site_month", "5/2024-05"),
    ],
)
def test_a_series_is_named_for_what_it_reaches_over(setting, name):
    """C-03: per site and year, per site, per site and problem, per month."""
    assert series(setting) == name


def test_the_serial_runs_per_site_and_year_unless_the_company_says_otherwise():
    """C-03: per site and year comes first."""
    assert code.series(code.Facts(**FACTS), code.Settings()) == series("site_year")


@pytest.mark.parametrize(
    ("setting", "day", "is_new"),
    [
        ("site_year", date(2024, 12, 31), True),
        ("site_year", date(2024, 4, 30), False),
        ("site_month", date(2024, 4, 30), True),
        ("site_month", date(2024, 4, 29), False),
        ("site_month", date(2024, 2, 29), True),
        ("site_problem", date(2024, 12, 31), False),
        ("site", date(2024, 12, 31), False),
    ],
)
def test_a_series_begins_with_the_first_day_of_its_year_or_month(setting, day, is_new):
    """C-03: the last day is of the old series, the day after of the new one."""
    after = series(setting, day=day + timedelta(days=1))
    assert (series(setting, day=day) != after) == is_new


@pytest.mark.parametrize("setting", sorted(code.SERIES))
def test_a_series_outlives_a_new_site_code_and_a_new_severity(setting):
    """C-03: re-coding a complaint or renaming its site draws no second serial."""
    assert series(setting) == series(setting, site_code="NEW", severity="c")


@given(one=COMPLAINTS, other=COMPLAINTS, settings=st.tuples(SETTINGS, SETTINGS))
@example(
    one={**FACTS, "problem_code": "2024"},
    other=FACTS,
    settings=(code.Settings(series="site_problem"), code.Settings()),
)
def test_complaints_of_different_series_never_share_one(one, other, settings):
    """C-03: a name says setting, site and period or problem, and nothing else."""
    reach = {
        "site_year": lambda it: it["day"].year,
        "site": lambda it: None,
        "site_problem": lambda it: it["problem_code"],
        "site_month": lambda it: (it["day"].year, it["day"].month),
    }
    names, meanings = zip(
        *[
            (
                code.series(code.Facts(**facts), setting),
                (setting.series, facts["site_key"], reach[setting.series](facts)),
            )
            for facts, setting in zip((one, other), settings, strict=True)
        ],
        strict=True,
    )
    assert (names[0] == names[1]) == (meanings[0] == meanings[1])


@given(pattern=patterns(), digits=st.integers(1, 3))
@example(pattern="{site}-{severity}-{problem}{serial}", digits=1)
@example(pattern="{site}{severity}{problem}-{serial}", digits=1)
def test_different_parts_never_make_the_same_code(pattern, digits):
    """C-03: a code is unique in its series, under any pattern that is accepted."""
    assume(code.pattern_error(pattern) is None)
    settings = code.Settings(digits=digits, pattern=pattern)
    parts = list(itertools.product(WORDS, "ab", WORDS, [1, 2, 11, 111, 1111]))
    codes = {
        compose(serial, settings, site_code=site, severity=letter, problem_code=problem)
        for site, letter, problem, serial in parts
    }
    assert len(codes) == len(parts)


@pytest.mark.parametrize("separator", ["", "0", "A", "x", "0A"])
@pytest.mark.parametrize(
    "names", list(itertools.permutations(["site", "problem", "serial"], 2))
)
def test_parts_of_open_length_must_be_kept_apart(names, separator):
    """C-03: GH02 and 30007, GH023 and 0007 would be one code."""
    first, second = names
    (third,) = {"site", "problem", "serial"} - set(names)
    pattern = f"{{{first}}}{separator}{{{second}}}-{{severity}}-{{{third}}}"
    assert code.pattern_error(pattern) == ("joined", {"names": f"{first}, {second}"})


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("{site}{severity}{problem}-{serial}", "site, problem"),
        ("{site}-{severity}-{problem}{year}{month}{serial}", "problem, serial"),
        ("{site}{severity}{problem}{serial}", "site, problem"),
        ("-{site}-{severity}{problem}{yy}0{serial}-", "problem, serial"),
        ("{site}-{severity}-{problem}-{serial}{serial}", "serial, serial"),
    ],
)
def test_parts_of_fixed_length_keep_nothing_apart(pattern, names):
    """C-03: GHAA02 is site GH and problem A02, or site GHA and problem 02."""
    assert code.pattern_error(pattern) == ("joined", {"names": names})


@pytest.mark.parametrize(
    "pattern",
    [
        "{site}-{severity}-{problem}-{serial}",
        "{site}{severity}-{problem}-{serial}",
        "{site}-{severity}-{problem}-{year}{month}{serial}",
        "{serial}{yy}/{problem}{severity}/{site}",
        "{site}{severity}0-0{problem}号{serial}",
        "C{site}-{severity}{{{problem}}}{serial}{month}",
    ],
)
def test_a_pattern_that_can_be_read_back_is_accepted(pattern):
    """C-03: one part of open length between two signs; the rest has a fixed one."""
    assert code.pattern_error(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("", "problem, serial, severity, site"),
        ("{{site}}-{severity}-{problem}-{serial}", "site"),
        ("{site}-{severity}-{year}-{month}", "problem, serial"),
        ("{site}{problem}", "serial, severity"),
    ],
)
def test_a_code_without_its_four_parts_is_refused(pattern, names):
    """C-03: site, severity, problem and serial must be there."""
    assert code.pattern_error(pattern) == ("missing", {"names": names})


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("{floor}", "floor"),
        ("{week}-{room}-{floor}-{day}", "day, floor, room, week"),
        ("{site.code}", "site.code"),
        ("{0}", "0"),
    ],
)
def test_a_part_nobody_knows_is_refused(more, names):
    """C-03: the pattern holds known parts only."""
    pattern = "{site}-{severity}-{problem}-{serial}-" + more
    assert code.pattern_error(pattern) == ("unknown", {"names": names})


@pytest.mark.parametrize("more", ["{}", "{serial:04}", "{site!r}", "{serial!s:>{yy}}"])
def test_a_part_with_a_format_of_its_own_is_refused(more):
    """C-03: the digits are a setting, not part of the pattern."""
    pattern = "{site}-{severity}-{problem}-{serial}-" + more
    assert code.pattern_error(pattern) == ("unknown", {"names": pattern})


@pytest.mark.parametrize("pattern", ["{site", "site}", "{site}-{", "{site!}"])
def test_a_pattern_with_a_lone_brace_is_refused(pattern):
    """C-03: each name stands in a pair of braces."""
    assert code.pattern_error(pattern) == ("unreadable", {})


@given(pattern=st.text("{}:!.[]-a0") | patterns())
def test_an_accepted_pattern_always_makes_a_code(pattern):
    """C-03: what the settings page accepts never fails at intake."""
    if code.pattern_error(pattern) is None:
        assert compose(7, code.Settings(pattern=pattern))
