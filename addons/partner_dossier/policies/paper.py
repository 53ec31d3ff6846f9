"""What may be done with a paper of a dossier, by whom, and until when is it good?
(D-03, D-05)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.decision import Finding
from odoo.addons.charter_base.policies.months import add_months

from .completeness import EXPIRED, MISSING, RECEIVED, VERIFIED, WAIVED

RECEIVE, VERIFY, RETURN, WAIVE, RENEW = STEPS = (
    "receive",
    "verify",
    "return",
    "waive",
    "renew",
)
# From which status each step starts, and where it leads.
FROM: Mapping[str, frozenset[str]] = {
    RECEIVE: frozenset({MISSING, RECEIVED, EXPIRED, WAIVED}),
    VERIFY: frozenset({RECEIVED}),
    RETURN: frozenset({RECEIVED}),
    WAIVE: frozenset({MISSING, RECEIVED, EXPIRED}),
    RENEW: frozenset({VERIFIED, EXPIRED}),
}
TO: Mapping[str, str] = {
    RECEIVE: RECEIVED,
    VERIFY: VERIFIED,
    RETURN: MISSING,
    WAIVE: WAIVED,
    RENEW: VERIFIED,
}
# What is seen only, and what is seen and kept: in both cases somebody saw it.
SEEN = frozenset({"sight", "keep"})
UNTIL, YEARLY = "until", "yearly"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A paper, and what somebody wants to do with it.

    ``original``: what is asked of it: ``none``, ``sight`` or ``keep``;
    ``original_seen``, ``complete``, ``authentic``: what who does it confirms;
    ``validity``: ``none``, ``until`` (a day) or ``yearly`` (an inspection every year);
    ``valid_until``: the last day on which it is good; ``is_manager``: who does it
    manages the site.
    """

    step: str
    status: str
    today: date
    original: str = "none"
    original_seen: bool = False
    complete: bool = False
    authentic: bool = False
    validity: str = "none"
    valid_until: date | None = None
    blocking: bool = False
    is_manager: bool = False
    reason: str = ""
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``remind_days``: how long before the last day one is reminded; ``months``: from
    one inspection to the next; ``manager_waives``: a paper that blocks is waived by the
    site's manager only.
    """

    remind_days: int = 30
    months: int = 12
    manager_waives: bool = True
    extra: Mapping = field(default_factory=dict)


Rule = Callable[[Facts, Settings], Finding | None]


def _found(key: str, **params) -> Finding:
    return Finding(rule="D-05", reason=(key, params))


def in_turn(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: missing, received, verified; or waived, or expired and received anew."""
    if facts.status in FROM[facts.step]:
        return None
    return _found(f"not_{facts.step}", status=facts.status)


def original_was_seen(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: where the original is asked for, who verifies the paper has seen it."""
    if facts.step != VERIFY or facts.original not in SEEN or facts.original_seen:
        return None
    return _found("not_seen")


def checked(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: verified is what was found complete and authentic (完整性和真实性)."""
    if facts.step != VERIFY or (facts.complete and facts.authentic):
        return None
    return _found("not_checked")


def with_its_last_day(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: of a paper that is good for a time, it is known until when."""
    if facts.step == VERIFY and facts.validity != "none" and not facts.valid_until:
        return _found("no_last_day")
    return None


def still_good(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: a paper that has expired is not verified, nor renewed into the past."""
    if facts.step not in (VERIFY, RENEW) or not facts.valid_until:
        return None
    if facts.valid_until < facts.today:
        return _found("expired", day=facts.valid_until)
    return None


def renewed_is_what_ends(facts: Facts, settings: Settings) -> Finding | None:
    """D-03: an inspection is entered for a paper that is inspected every year."""
    if facts.step == RENEW and facts.validity != YEARLY:
        return Finding(rule="D-03", reason=("not_yearly", {}))
    return None


def for_a_reason(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: waived or given back is a paper for a reason, which stays on record."""
    if facts.step in (WAIVE, RETURN) and not facts.reason.strip():
        return _found("no_reason")
    return None


def waived_by_the_manager(facts: Facts, settings: Settings) -> Finding | None:
    """D-05: what nothing goes on without, the site's manager alone waives."""
    if facts.step != WAIVE or facts.is_manager:
        return None
    if settings.manager_waives and facts.blocking:
        return _found("not_manager")
    return None


RULES: tuple[Rule, ...] = (
    in_turn,
    renewed_is_what_ends,
    original_was_seen,
    checked,
    with_its_last_day,
    still_good,
    waived_by_the_manager,
    for_a_reason,
)


def obstacle(
    facts: Facts, settings: Settings, rules: tuple[Rule, ...] = RULES
) -> Finding | None:
    """D-03, D-05: the first rule that stands in the way, if any."""
    return next(filter(None, (rule(facts, settings) for rule in rules)), None)


def next_inspection(inspected_on: date, settings: Settings) -> date:
    """D-03: the last day before which a licence is inspected again."""
    return add_months(inspected_on, settings.months)


def moments(
    status: str,
    due_on: date | None,
    valid_until: date | None,
    settings: Settings,
) -> dict[str, date]:
    """D-03, D-05: the days with which something is to be done about a paper begins.

    ``due``: it should have come the day before; ``remind``: it expires soon;
    ``expire``: it was good until the day before.
    """
    day = timedelta(days=1)
    if status == VERIFIED and valid_until:
        return {
            "remind": valid_until - timedelta(days=settings.remind_days),
            "expire": valid_until + day,
        }
    if status == MISSING and due_on:
        return {"due": due_on + day}
    return {}
