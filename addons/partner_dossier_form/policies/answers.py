"""What a customer is asked, what the answers are worth, and what becomes of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from odoo.addons.charter_base.policies.decision import Finding

COMPANIES = frozenset({"company", "tenant_company"})
HOUR = timedelta(hours=1)
# In which state a link works.
OPEN = frozenset({"sent"})
# The digits of the shortest phone number that is asked for: an area's own.
PHONE_DIGITS = 7
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, kw_only=True)
class Question:
    """``section``: with which others it stands; ``kind``: what an answer is."""

    name: str
    section: str
    kind: str


def _of(section: str, kinds: Mapping[str, str]) -> tuple[Question, ...]:
    return tuple(
        Question(name=name, section=section, kind=kind) for name, kind in kinds.items()
    )


PARTICULARS = _of(
    "particulars",
    {"name": "text", "phone": "phone", "email": "email"}
    | dict.fromkeys(("street", "city", "zip", "unit"), "text"),
)
EMERGENCY = _of("emergency", {"emergency_name": "text", "emergency_phone": "phone"})
HOUSEHOLD = _of(
    "household",
    {"birth_date": "day"}
    | dict.fromkeys(("income_band", "housing", "education"), "choice")
    | dict.fromkeys(("occupation", "clubs"), "text"),
)
COMPANY = _of(
    "company",
    {"proprietor": "text", "managers": "text", "first_trade_on": "day"}
    | {"staff_count": "count", "industry_id": "choice", "assets": "amount"},
)
IDENTITY = _of("identity", {"identity_number": "text"})
QUESTIONS = (*PARTICULARS, *EMERGENCY, *HOUSEHOLD, *COMPANY, *IDENTITY)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``letters``: how long an answer may be; ``tries``: how often within an hour one
    link is sent back with something wrong; the rest limits files, see ``sent_files``.
    """

    letters: int = 500
    tries: int = 20
    files: int = 10
    megabytes: int = 10
    kinds: tuple[str, ...] = ("jpeg", "png", "webp", "heic", "pdf")
    extra: Mapping = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Link:
    """``expires_at``: in UTC; ``tenure_ended``: the customer is no owner or tenant of
    the unit any more that the form is about.
    """

    state: str
    expires_at: datetime | None
    tenure_ended: bool = False


def asked(party_type: str) -> tuple[Question, ...]:
    """D-04, D-11, D-16: what a customer of this kind is asked."""
    about = COMPANY if party_type in COMPANIES else HOUSEHOLD
    return (*PARTICULARS, *EMERGENCY, *about, *IDENTITY)


def is_open(link: Link, now: datetime) -> bool:
    """D-11: whether a link works: once, in time, and while the tenure lasts."""
    return (
        link.state in OPEN
        and link.expires_at is not None
        and now < link.expires_at
        and not link.tenure_ended
    )


def tries_now(tries: int, since: datetime | None, now: datetime) -> int:
    """D-11: how many tries count within the hour that is running."""
    return tries if since is not None and now - since < HOUR else 0


def read(
    given: Mapping[str, str],
    questions: tuple[Question, ...],
    choices: Mapping[str, frozenset[str]],
    today: date,
    settings: Settings,
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """D-11: the answers as they are kept, and what is wrong with them.

    What was left empty is no answer. Every answer is kept as text, whatever it means.

    :param choices: by the name of a question, what can be chosen
    """
    answers, found = {}, []
    for question in questions:
        text = " ".join(str(given.get(question.name) or "").split())
        if not text:
            continue
        if len(text) > settings.letters:
            found.append(_finding("long", question, count=settings.letters))
        elif reason := _READ[question.kind](text, choices.get(question.name), today):
            found.append(_finding(reason, question))
        answers[question.name] = text
    return answers, tuple(found)


def _text(_text, _choices, _today):
    return None


def _phone(text, _choices, _today):
    return None if len(_digits(text)) >= PHONE_DIGITS else "phone"


def _email(text, _choices, _today):
    return None if ADDRESS.fullmatch(text) else "email"


def _choice(text, choices, _today):
    return None if text in choices else "choice"


def _day(text, _choices, today):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "day"
    return "future" if day > today else None


def _count(text, _choices, _today):
    return None if text.isdecimal() and len(text) <= 9 else "count"


def _amount(text, _choices, _today):
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return "amount"
    return None if amount.is_finite() and amount >= 0 else "amount"


_READ: Mapping[str, Callable] = {
    "text": _text,
    "phone": _phone,
    "email": _email,
    "choice": _choice,
    "day": _day,
    "count": _count,
    "amount": _amount,
}


def proposal(kind: str, now: str, given: str) -> str:
    """D-11: what to do with an answer: ``same``, ``accept`` or ``ask``.

    What is empty is filled; what differs, a person looks at.
    """
    if not now:
        return "accept"
    return "same" if _comparable(kind, now) == _comparable(kind, given) else "ask"


def _comparable(kind: str, value: str) -> object:
    return _SAME_AS.get(kind, str.casefold)(value)


def _digits(text: str) -> str:
    return NOT_DIGITS.sub("", text)


def _number(text: str) -> str:
    """A phone number without its country, by which people leave it out or not."""
    return _digits(text)[-11:]


_SAME_AS: Mapping[str, Callable] = {"phone": _number, "amount": Decimal}


def _finding(reason: str, question: Question, **params) -> Finding:
    return Finding(rule="D-11", reason=(reason, {"name": question.name, **params}))
