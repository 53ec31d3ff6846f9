"""Birthdays, those on 29 February too (L-06)."""

import calendar
from datetime import date


def birthday_in(year: int, born: date, leap_day: str) -> date:
    """L-06: the birthday in a year.

    :param leap_day: when 29 February is kept in a year that has none: ``before`` on
        28 February, ``after`` on 1 March
    """
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28) if leap_day == "before" else date(year, 3, 1)
    return date(year, born.month, born.day)
