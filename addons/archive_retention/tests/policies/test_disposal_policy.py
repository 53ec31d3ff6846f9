from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from odoo.addons.archive_retention.policies import disposal
from odoo.addons.archive_retention.policies.disposal import Facts, Settings, Step

DAY = date(2026, 3, 5)


def fresh(value):
    """The same value, but another object."""
    return int(str(value)) if isinstance(value, int) else "".join(list(value))


MEDIA = ("paper", "both", "electronic", "carrier")
LEVELS = ("public", "internal", "confidential", "access_card")
METHODS = ("tear", "shred", "destroy", "purge")
FACTS = Facts(
    is_kept=True,
    medium="both",
    level="confidential",
    custody="in",
    retention_state="running",
    due_on=DAY,
    today=DAY,
    approved_method="shred",
)
ALL = frozenset({"member", "manager", "custodian"})


def step(name, **changes):
    states = {"review": "proposed", "approve": "reviewed"}
    known = {
        "step": name,
        "state": states.get(name, "approved"),
        "person": 9009,
        "roles": ALL,
        "proposer": 1001,
        "reviewer": 2002,
        "witness": 3003,
        "lines": 3,
    }
    return Step(**{**known, **changes})


def refusal(name, settings=None, **changes):
    found = disposal.next_step(step(name, **changes), settings or Settings())
    return found and (found.rule, *found.reason)


# -- how --


@pytest.mark.parametrize("medium", ["paper", "both"])
@pytest.mark.parametrize(
    ("level", "way"),
    [
        ("public", "tear"),
        ("internal", "tear"),
        ("confidential", "shred"),
        ("access_card", "shred"),
    ],
)
def test_paper_by_its_level(medium, level, way):
    """A-07."""
    assert disposal.method(medium, level) == way


@pytest.mark.parametrize("level", LEVELS)
def test_carriers_are_destroyed_and_files_purged(level):
    """A-11."""
    assert disposal.method("carrier", level) == "destroy"
    assert disposal.method("electronic", level) == "purge"


@pytest.mark.parametrize("approved", METHODS)
@pytest.mark.parametrize("needed", METHODS)
def test_a_stricter_way_serves_and_a_milder_does_not(approved, needed):
    """A-07."""
    serves = approved == needed or (approved, needed) == ("shred", "tear")
    assert disposal.suffices(fresh(approved), fresh(needed)) is serves


# -- who --


@pytest.mark.parametrize("name", ["review", "approve", "witness", "execute"])
def test_four_people_do_it(name):
    """A-07."""
    assert refusal(name) is None


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("review", "member"),
        ("approve", "manager"),
        ("witness", "member"),
        ("execute", "custodian"),
    ],
)
def test_each_step_takes_its_role(name, role):
    """A-07, D-09."""
    assert refusal(name, roles=ALL - {role}) == ("A-07", f"not_{role}", {})
    assert refusal(name, roles=frozenset({role})) is None


STATES = ("proposed", "reviewed", "approved", "executed", "purged", "cancelled")


@pytest.mark.parametrize("name", ["review", "approve", "witness", "execute"])
@pytest.mark.parametrize("state", STATES)
def test_each_step_has_its_time(name, state):
    """A-07."""
    right = {"review": "proposed", "approve": "reviewed"}.get(name, "approved")
    expected = None if state == right else ("A-07", "state", {"state": state})
    assert refusal(name, state=fresh(state)) == expected


@pytest.mark.parametrize(
    ("name", "changes", "key"),
    [
        ("review", {"person": fresh(1001)}, "own_proposal"),
        ("approve", {"person": fresh(1001)}, "own_proposal"),
        ("approve", {"person": fresh(2002)}, "own_review"),
        ("execute", {"witness": None}, "no_witness"),
        ("execute", {"person": fresh(3003)}, "own_witness"),
        ("review", {"lines": 0}, "empty"),
        ("approve", {"lines": 0}, "empty"),
        ("execute", {"lines": 0}, "empty"),
    ],
)
def test_nobody_does_it_alone(name, changes, key):
    """A-07: nor is there anything to do with nothing."""
    assert refusal(name, **changes) == ("A-07", key, {})


def test_a_small_site_may_let_the_proposer_review():
    """A-07: cfg; it is approved by another all the same."""
    settings = Settings(review_by_another=False)
    assert refusal("review", settings, person=1001) is None
    assert refusal("approve", settings, person=1001)[1] == "own_proposal"
    assert Settings().review_by_another is True


def test_who_proposed_may_execute_and_who_reviewed_may_witness():
    """A-07: what counts is that another one approved and another one looked on."""
    assert refusal("approve", person=5) is None
    assert refusal("approve", person=fresh(1500)) is None
    assert refusal("execute", person=1001) is None
    assert refusal("execute", person=2002) is None
    assert refusal("witness", person=1001) is None
    assert refusal("witness", person=2002) is None


def test_of_a_new_batch_nobody_is_known_yet():
    new = Step(step="review", state="proposed", person=4, roles=ALL, lines=1)
    assert disposal.next_step(new, Settings()) is None
    alone = replace(new, step="execute", state="approved")
    assert disposal.next_step(alone, Settings()).reason == ("no_witness", {})


# -- what --


def obstacle(**changes):
    found = disposal.obstacle(replace(FACTS, **changes))
    return found and (found.rule, *found.reason)


def test_what_is_due_and_free_goes():
    """A-07, A-09."""
    assert obstacle() is None
    assert obstacle(approved_method=None) is None


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"is_kept": False}, ("A-07", "not_kept", {})),
        ({"holds": ("Suit", "Tax")}, ("A-09", "held", {"holds": ("Suit", "Tax")})),
        ({"custody": "lent"}, ("A-06", "is_lent", {})),
        ({"custody": "out"}, ("A-06", "is_out", {})),
        ({"retention_state": "permanent"}, ("A-09", "permanent", {})),
        ({"retention_state": "waiting"}, ("A-09", "waiting", {})),
        (
            {"due_on": DAY + timedelta(days=1)},
            ("A-09", "not_due", {"day": DAY + timedelta(days=1)}),
        ),
        ({"due_on": None}, ("A-09", "not_due", {"day": None})),
        ({"approved_method": "tear"}, ("A-07", "stricter", {"method": "shred"})),
    ],
)
def test_what_stays(changes, finding):
    """A-06, A-07, A-09: named with its rule."""
    assert obstacle(**changes) == finding


def test_the_first_reason_is_told():
    changes = {
        "is_kept": False,
        "holds": ("Suit",),
        "custody": "lent",
        "retention_state": "waiting",
    }
    keys = []
    for name in list(changes):
        keys.append(obstacle(**changes)[1])
        del changes[name]
    assert keys == ["not_kept", "held", "is_lent", "waiting"]


def test_nothing_holds_it_unless_told():
    bare = Facts(
        is_kept=True,
        medium="paper",
        level="public",
        custody="in",
        retention_state="running",
        due_on=DAY,
        today=DAY,
    )
    assert disposal.obstacle(bare) is None


@settings_of_hypothesis(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Facts,
        is_kept=st.booleans(),
        medium=st.sampled_from(MEDIA),
        level=st.sampled_from(LEVELS),
        custody=st.sampled_from(["in", "lent", "out"]),
        retention_state=st.sampled_from(["running", "waiting", "permanent"]),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 1)),
        today=st.just(DAY),
        holds=st.lists(st.text(min_size=1), max_size=2).map(tuple),
        approved_method=st.none() | st.sampled_from(METHODS),
    )
)
def test_only_what_is_free_and_due_ever_goes(facts):
    """A-06, A-07, A-09: no lent, held, permanent or early one, never too mildly."""
    free = (
        facts.is_kept
        and not facts.holds
        and facts.custody == "in"
        and facts.retention_state == "running"
        and facts.due_on is not None
        and facts.due_on <= DAY
    )
    way = disposal.method(facts.medium, facts.level)
    enough = facts.approved_method is None or disposal.suffices(
        facts.approved_method, way
    )
    assert (disposal.obstacle(facts) is None) is (free and enough)


def test_what_carries_data_ends_by_a_disposal_alone():
    """A-11."""
    for kind, medium, finding in (
        ("carrier", "carrier", ("destroyed_only", {})),
        ("papers", "paper", ("destroyed_only", {})),
        ("equipment", "carrier", None),
        ("tool", "carrier", None),
    ):
        assert disposal.item_medium(kind) == medium
        found = disposal.given_up(kind)
        assert (found and found.reason) == finding
        assert (found and found.rule) == (finding and "A-11")
