"""What of a customer goes when it is asked for, and what stays on which basis?

The wish to be erased doesn't reach what a contract still needs, what retention keeps
(A-09), and registers that nobody changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from odoo.addons.charter_base.policies.decision import Finding


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Of one record. ``tenure_lasts``: its customer is or becomes owner or tenant of a
    unit here; ``is_held``: a hold covers documents of the customer; ``is_archived``: it
    is a document of the archive; ``is_sealed``: an entry of a register that never
    changes; ``is_history``: it says who had a unit, or what a dossier went through.
    """

    tenure_lasts: bool = False
    is_held: bool = False
    is_archived: bool = False
    is_sealed: bool = False
    is_history: bool = False
    extra: Mapping = field(default_factory=dict)


def basis(facts: Facts) -> Finding | None:
    """D-08, M-13, A-07, A-09: on which basis a record stays; none if it may go."""
    if facts.is_archived:
        return Finding(rule="A-09", reason=("retention", {}))
    if facts.is_sealed:
        return Finding(rule="A-07", reason=("register", {}))
    if facts.is_history:
        return Finding(rule="M-13", reason=("history", {}))
    if facts.is_held:
        return Finding(rule="A-09", reason=("hold", {}))
    if facts.tenure_lasts:
        return Finding(rule="D-08", reason=("tenure", {}))
    return None
