"""Which papers does a dossier need, how many, and until when? (D-05, M-09, M-12)"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.charter_base.policies.months import add_months

COMPANIES = frozenset({"company", "tenant_company"})
TENANTS = frozenset({"tenant_household", "tenant_company"})
# Of whom a line asks its paper: of the customer, and of members in these roles.
PER: Mapping[str, tuple[bool, str | None]] = {
    "dossier": (True, None),
    "family": (False, "family"),
    "household": (True, "family"),
    "staff": (False, "staff"),
}
OWN, HOME, ENTRUSTED = "own", "home", "entrusted"
DWELLING = "dwelling"


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the papers depend on.

    ``move_in``: whose list applies where there are two, ``batch`` (many move in at
    once) or ``single``; ``lease``: whose property a tenant rents: the company's ``own``
    commercial one, an owner's ``home``, an ``entrusted`` office or shop; ``dwelling``:
    the unit is lived in; ``members``: who belongs to it today, key and role.
    """

    party_type: str
    has_agent: bool = False
    move_in: str = "batch"
    lease: str | None = None
    dwelling: bool = True
    members: tuple[tuple[Hashable, str], ...] = ()
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A list of papers. ``own``: the company's, which goes before everybody's."""

    key: Hashable
    party_type: str
    move_in: str
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paper of a list. ``per``: of whom, see ``PER``; ``condition``: only where the
    lease is of that kind, or the unit a dwelling.
    """

    key: Hashable
    per: str = "dossier"
    condition: str | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """Until when a paper is brought: so many ``days`` or ``months`` after the first
    day of the tenure, or after the opening of the dossier; none of both: at once.
    """

    days: int = 0
    months: int = 0


def parts(party_type: str, *, has_agent: bool) -> tuple[str, ...]:
    """M-09: the lists of a kind of party; an agent brings more papers on top."""
    if not has_agent:
        return (party_type,)
    agent = "agent_company" if party_type in COMPANIES else "agent_household"
    return party_type, agent


def chosen(checklists: Iterable[Checklist], dossier: Dossier) -> tuple[Hashable, ...]:
    """M-09: the lists that hold: of each part that for the way of moving in, or else
    the other one; the company's own before everybody's.
    """
    found = []
    for part in parts(dossier.party_type, has_agent=dossier.has_agent):
        fitting = [it for it in checklists if it.party_type == part]
        if fitting:
            best = max(fitting, key=lambda it: (it.move_in == dossier.move_in, it.own))
            found.append(best.key)
    return tuple(found)


def lease_of(party_type: str, unit_kind: str | None, *, own: bool) -> str | None:
    """M-12: whose property a tenant rents; of who is no tenant, None.

    :param own: it is the company's
    """
    if party_type not in TENANTS:
        return None
    if own and unit_kind != "flat":
        return OWN
    return ENTRUSTED if unit_kind in ("shop", "office") else HOME


def holds(line: Line, dossier: Dossier) -> bool:
    """M-12: whether a line asks for its paper in such a dossier."""
    if line.condition == DWELLING:
        return dossier.dwelling
    return line.condition is None or line.condition == dossier.lease


def wanted(
    lines: Iterable[Line], dossier: Dossier
) -> tuple[tuple[Hashable, Hashable | None], ...]:
    """D-05: the papers a dossier needs: line and member, None where it is the
    customer's.
    """
    papers = []
    for line in lines:
        if holds(line, dossier):
            of_customer, role = PER[line.per]
            if of_customer:
                papers.append((line.key, None))
            papers += [(line.key, key) for key, its in dossier.members if its == role]
    return tuple(papers)


def due_on(term: Term, start: date) -> date | None:
    """M-12: the last day on which a paper comes in time; None: it is due at once."""
    if not (term.days or term.months):
        return None
    return add_months(start, term.months) + timedelta(days=term.days)
