"""Days of a membership: years, months and birthdays that fall on 29 February.

L-06, L-10. Shared by the rules; it takes no facts of its own.
"""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """L-01, L-10: the same day some months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def birthday_in(year: int, born: date, leap_day: str) -> date:
    """L-06: the birthday in a year.

    :param leap_day: when 29 February is kept in a year that has none: ``before`` on
        28 February, ``after`` on 1 March
    """
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28) if leap_day == "before" else date(year, 3, 1)
    return date(year, born.month, born.day)
