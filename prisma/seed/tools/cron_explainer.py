"""Explains cron expressions and says when they fire next."""

from datetime import datetime, timedelta

from ncp import tool

FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of month", 1, 31), ("month", 1, 12), ("day of week", 0, 6))


def _values(part: str, name: str, low: int, high: int) -> set[int]:
    values: set[int] = set()
    for piece in part.split(","):
        span, _, step = piece.partition("/")
        first, _, last = (f"{low}-{high}" if span == "*" else span).partition("-")
        try:
            start, end = int(first), int(last or (high if step else first))
            chosen = range(start, end + 1, int(step or 1))
        except ValueError:
            raise ValueError(f"{piece!r} is not a {name}") from None
        if start < low or end > high:
            raise ValueError(f"{name} must lie between {low} and {high}")
        values.update(chosen)
    return values


def _parse(expression: str) -> list[set[int]]:
    parts = expression.split()
    if len(parts) != 5:
        raise ValueError("A cron expression has five parts: minute, hour, day, month, weekday")
    return [_values(part, *field) for part, field in zip(parts, FIELDS)]


@tool
def explain(expression: str) -> dict:
    """List the values that each field of a cron expression allows.

    Args:
        expression: five parts, such as 0 9 * * 1-5
    """
    names = [name for name, _, _ in FIELDS]
    return {name: sorted(values) for name, values in zip(names, _parse(expression))}


@tool
def next_times(expression: str, after: str, count: int = 3) -> list[str]:
    """Say when an expression fires next.

    Args:
        expression: five parts, such as 0 9 * * 1-5
        after: look from this time on, such as 2026-03-31T12:00
        count: how many times to list, at most 20
    """
    minutes, hours, days, months, weekdays = _parse(expression)
    moment = datetime.fromisoformat(after).replace(second=0, microsecond=0)
    end, found = moment + timedelta(days=366), []
    while len(found) < min(count, 20) and moment < end:
        moment += timedelta(minutes=1)
        if moment.day in days and moment.month in months and moment.isoweekday() % 7 in weekdays:
            if moment.hour in hours and moment.minute in minutes:
                found.append(moment.isoformat(timespec="minutes"))
    return found
