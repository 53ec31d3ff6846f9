import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.helpdesk_complaint.policies import severity
from odoo.addons.helpdesk_complaint.policies.severity import Facts, Proposal, Settings

ITEMS = st.sampled_from(["critical", "general", "observation", None])
LETTERS = st.sampled_from(["a", "b", "c", None])


def decide(settings=None, **facts):
    return severity.decide(Facts(**facts), settings or Settings())


def proposal(letter, key, **params):
    return Proposal(severity=letter, rule="C-04", reason=(key, params))


@pytest.mark.parametrize(
    ("item", "letter"), [("critical", "a"), ("general", "b"), ("observation", "c")]
)
def test_the_checklist_item_of_the_problem_grades_the_complaint(item, letter):
    """C-04: critical items are major, general ones general, observations minor."""
    assert decide(checklist_item=item) == proposal(letter, "checklist", item=item)


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_outside_the_checklist_the_catalogue_says_what_is_usual(letter):
    """C-04: another larger failure is general, a small one minor."""
    assert decide(usual_severity=letter) == proposal(letter, "catalogue")


@pytest.mark.parametrize(
    ("item", "usual", "letter", "key", "params"),
    [
        ("critical", "b", "a", "checklist", {"item": "critical"}),
        ("critical", "c", "a", "checklist", {"item": "critical"}),
        ("general", "c", "b", "checklist", {"item": "general"}),
        ("general", "a", "a", "catalogue", {}),
        ("observation", "b", "b", "catalogue", {}),
    ],
)
def test_the_graver_of_item_and_usual_severity_holds(item, usual, letter, key, params):
    """C-04: a critical item is major even where the catalogue calls it usually less."""
    decision = decide(checklist_item=item, usual_severity=usual)
    assert decision == proposal(letter, key, **params)


def test_what_touches_life_is_major_whatever_the_problem():
    """C-04: normal life, property or life safety."""
    decision = decide(
        touches_life=True, checklist_item="observation", usual_severity="c"
    )
    assert decision == proposal("a", "touches_life")


@pytest.mark.parametrize(
    ("joint_from", "complainants", "is_joint"),
    [
        (2, 1, False),
        (2, 2, True),
        (2, 3, True),
        (3, 2, False),
        (3, 3, True),
    ],
)
def test_a_joint_complaint_is_major_from_the_company_s_number_of_names(
    joint_from, complainants, is_joint
):
    """C-04: joint from two names, or as many as the company says."""
    settings = Settings(joint_from=joint_from)
    decision = decide(settings, complainants=complainants, checklist_item="observation")
    if is_joint:
        assert decision == proposal("a", "joint", count=complainants)
    else:
        assert decision == proposal("c", "checklist", item="observation")


def test_one_name_is_no_joint_complaint_and_two_are():
    """C-04: the source's own number holds until the company changes it."""
    assert Facts().complainants == 1
    assert decide(complainants=1) is None
    assert decide(complainants=2).severity == "a"


def test_a_valid_complaint_unsolved_for_a_month_is_major():
    """C-05: whatever its problem is usually."""
    decision = decide(unsolved=True, checklist_item="observation")
    assert decision == Proposal(severity="a", rule="C-05", reason=("unsolved", {}))
    assert Facts().unsolved is False


def test_nothing_known_leaves_it_to_the_officer():
    """C-04: no ground, no proposal."""
    assert decide() is None
    assert decide(checklist_item="not of the checklist") is None


def test_of_several_grounds_for_major_the_first_rule_is_told():
    """C-04: joint, unsolved, life, the checklist, then the catalogue."""
    grounds = {
        "complainants": 2,
        "unsolved": True,
        "touches_life": True,
        "checklist_item": "critical",
        "usual_severity": "a",
    }
    told = []
    while grounds:
        told.append(decide(**grounds).reason[0])
        del grounds[next(iter(grounds))]
    assert told == ["joint", "unsolved", "touches_life", "checklist", "catalogue"]


@given(
    item=ITEMS,
    usual=LETTERS,
    touches_life=st.booleans(),
    complainants=st.integers(1, 6),
    joint_from=st.integers(2, 5),
)
def test_each_ground_for_major_suffices(
    item, usual, touches_life, complainants, joint_from
):
    """C-04: nothing that is known besides makes a major complaint less."""
    decision = decide(
        Settings(joint_from=joint_from),
        checklist_item=item,
        usual_severity=usual,
        touches_life=touches_life,
        complainants=complainants,
    )
    is_major = (
        item == "critical" or usual == "a" or touches_life or complainants >= joint_from
    )
    assert (decision is not None and decision.severity == "a") == is_major
    assert (decision is None) == (not is_major and item is None and usual is None)


def test_another_addon_adds_a_rule():
    """C-04: a rule of another addon is weighed with the others."""

    def pets(facts, settings):
        if facts.extra.get("pets", 0) > settings.extra["pets_from"]:
            return Proposal(severity="b", rule="X-01", reason=("pets", {}))
        return None

    rules = (*severity.RULES, pets)
    settings = Settings(extra={"pets_from": 2})
    many = Facts(usual_severity="c", extra={"pets": 3})
    assert severity.decide(many, settings, rules).rule == "X-01"
    assert severity.decide(Facts(usual_severity="c"), settings, rules).rule == "C-04"
