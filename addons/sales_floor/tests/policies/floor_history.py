"""Histories of a customer, for the tests of whose customer it is.

Days are counted from the first visit; everybody comes at ten unless told otherwise.
"""

from datetime import date, datetime, time, timedelta

from odoo.addons.sales_floor.policies import history

DAY = date(2026, 3, 7)
A, B, C, D, E, F, G, H, J = range(1001, 1010)
STAFF = 2001
NAMES = {rep: "ABCDEFGHJ"[rep - A] for rep in range(A, J + 1)}
NAMES |= {STAFF: "staff", None: "pool"}


def on(day):
    return DAY + timedelta(day)


def moment(day, hour=10):
    return datetime.combine(on(day), time(hour))


def visit(day, rep=A, kind="new", *, hour=10, until=30, **values):
    """An approved visit, by default valid for 30 days."""
    values = {
        "approved": True,
        "entered_at": moment(day, hour + 1),
        "valid_until": on(day + until),
        **values,
    }
    key = day * 24 + hour
    return history.Visit(
        key=key, rep=rep, at=moment(day, hour), on=on(day), kind=kind, **values
    )


def recognised(day, original=A, *, hour=12, by="rep"):
    return history.Recognition(
        original=original, at=moment(day, hour), on=on(day), by=by
    )


def company(day=-2, hour=10, **values):
    return history.Company(at=moment(day, hour), on=on(day), **values)


def referral(state="confirmed", day=-1):
    return history.Referral(referrer=STAFF, registered_at=moment(day), state=state)


def kin(*visits, day=9, relation="spouse"):
    return history.Kin(found_at=moment(day), visits=visits, relation=relation)


def facts(*visits, day=60, deal=None, hour=18, **values):
    """A history, seen so many days later; ``deal``: the day of the deal, at six."""
    made = None if deal is None else history.Deal(at=moment(deal, hour), on=on(deal))
    return history.Facts(day=on(day), visits=visits, deal=made, **values)


def told(found):
    """Whose customer, and the shares: ``A: A 70, pool 30``; None where it is open."""
    if not found:
        return None
    reps = " ".join(NAMES[rep] for rep in found.reps) or "pool"
    parts = (f"{NAMES[it.person]} {it.percent.normalize():f}" for it in found.shares)
    return f"{reps}: {', '.join(parts)}"
