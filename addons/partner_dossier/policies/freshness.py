"""When was a section of a dossier last confirmed, and when is it due again? (D-10)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from odoo.addons.charter_base.policies.months import add_months


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``months``: how long what was confirmed counts as current."""

    months: int = 12
    extra: Mapping = field(default_factory=dict)


def due_on(confirmed_on: date, settings: Settings) -> date:
    """D-10: the day from which a section is no longer current.

    :param confirmed_on: the day of its last confirmation, or of the dossier's opening
    """
    return add_months(confirmed_on, settings.months)
