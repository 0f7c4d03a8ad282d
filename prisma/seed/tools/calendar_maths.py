"""Calculates with dates: working days, deadlines, week numbers."""

from datetime import date, timedelta

from ncp import tool


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date such as 2026-03-31") from None


def _works(day: date, holidays: set[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


@tool
def days_between(start: str, end: str) -> dict:
    """Count the days and weeks from one date to another.

    Args:
        start: first date, YYYY-MM-DD
        end: last date, YYYY-MM-DD
    """
    days = (_day(end) - _day(start)).days
    return {"days": days, "weeks": days // 7, "remaining_days": days % 7}


@tool
def working_days(start: str, end: str, holidays: list[str] = []) -> int:
    """Count the working days from one date to another, both included.

    Args:
        start: first date, YYYY-MM-DD
        end: last date, YYYY-MM-DD
        holidays: dates that do not count, YYYY-MM-DD
    """
    first, last, free = _day(start), _day(end), {_day(day) for day in holidays}
    if (last - first).days > 36_600:
        raise ValueError("More than a hundred years cannot be counted")
    return sum(_works(first + timedelta(days=i), free) for i in range((last - first).days + 1))


@tool
def add_working_days(start: str, days: int, holidays: list[str] = []) -> str:
    """Find the date that lies a number of working days later.

    Args:
        start: the date to count from, YYYY-MM-DD
        days: how many working days, 0 to 10000
        holidays: dates that do not count, YYYY-MM-DD
    """
    if not 0 <= days <= 10_000:
        raise ValueError("days must lie between 0 and 10000")
    day, free = _day(start), {_day(one) for one in holidays}
    while days > 0:
        day += timedelta(days=1)
        days -= _works(day, free)
    return day.isoformat()


@tool
def describe_date(day: str) -> dict:
    """Say weekday, ISO week, quarter and whether the year is a leap year.

    Args:
        day: a date, YYYY-MM-DD
    """
    found = _day(day)
    year, week, _ = found.isocalendar()
    leap = found.year % 4 == 0 and (found.year % 100 != 0 or found.year % 400 == 0)
    return {"weekday": found.strftime("%A"), "iso_week": f"{year}-W{week:02}", "quarter": (found.month + 2) // 3, "leap_year": leap}
