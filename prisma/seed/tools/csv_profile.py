"""Describes tables before somebody trusts them."""

import csv
import io
import statistics

from ncp import tool


def _rows(table: str, delimiter: str) -> list[dict]:
    rows = list(csv.DictReader(io.StringIO(table), delimiter=delimiter))
    if not rows:
        raise ValueError("The table needs a line of names and at least one row")
    return rows


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@tool
def profile(table: str, delimiter: str = ",") -> list[dict]:
    """Describe each column: type, empty cells, distinct values, and for numbers minimum, median and maximum.

    Args:
        table: CSV text whose first line has the names
        delimiter: what stands between cells
    """
    rows = _rows(table, delimiter)
    columns = []
    for name in rows[0]:
        cells = [row[name] or "" for row in rows]
        filled = [cell for cell in cells if cell.strip()]
        numbers = [number for cell in filled if (number := _number(cell)) is not None]
        column = {"name": name, "empty": len(cells) - len(filled), "distinct": len(set(filled))}
        if numbers and len(numbers) == len(filled):
            column |= {"type": "number", "min": min(numbers), "median": statistics.median(numbers), "max": max(numbers)}
        else:
            column["type"] = "text"
        columns.append(column)
    return columns


@tool
def duplicates(table: str, key: str, delimiter: str = ",") -> dict:
    """Find values of a column that occur more than once, with their line numbers.

    Args:
        table: CSV text whose first line has the names
        key: name of the column
        delimiter: what stands between cells
    """
    lines: dict[str, list[int]] = {}
    for number, row in enumerate(_rows(table, delimiter), start=2):
        if key not in row:
            raise ValueError(f"The table has no column {key!r}")
        lines.setdefault(row[key], []).append(number)
    return {value: where for value, where in lines.items() if len(where) > 1}
