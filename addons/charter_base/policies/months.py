"""Periods of months, as charters count them."""

from calendar import monthrange
from datetime import MAXYEAR, date
from typing import TypeVar

MONTHS = 12  # of a year

Day = TypeVar("Day", bound=date)


def add_months(day: Day, months: int) -> Day:
    """The same day so many months later, or the last one of that month.

    :param day: a day, or a moment that keeps its time
    :return: the last there is, where the calendar ends before
    """
    count = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(count, MONTHS)
    if year > MAXYEAR:
        return day.max
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))
