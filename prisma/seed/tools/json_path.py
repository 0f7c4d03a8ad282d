"""Looks into JSON documents: values by path, outlines, differences."""

import json
import re
from typing import Any

from ncp import tool

STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+|\*)\]")


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"Not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None


def _step(values: list, name: str, index: str) -> list:
    if name:
        return [value[name] for value in values if isinstance(value, dict) and name in value]
    lists = [value for value in values if isinstance(value, list)]
    if index == "*":
        return [item for one in lists for item in one]
    return [one[int(index)] for one in lists if int(index) < len(one)]


@tool
def pick(document: str, path: str) -> list:
    """List all values at a path such as orders[*].items[0].price.

    Args:
        document: a JSON text
        path: names with dots, indexes or * in brackets
    """
    values = [_parse(document)]
    for name, index in STEP.findall(path.removeprefix("$")):
        values = _step(values, name, index)
    return values


def _outline(value: Any, depth: int) -> Any:
    if depth == 0 or not isinstance(value, (dict, list)):
        return type(value).__name__
    if isinstance(value, list):
        return [_outline(value[0], depth - 1), f"{len(value)} items"] if value else []
    return {name: _outline(item, depth - 1) for name, item in value.items()}


@tool
def outline(document: str, depth: int = 3) -> Any:
    """Show names and types of a document without its values.

    Args:
        document: a JSON text
        depth: how deep to look
    """
    return _outline(_parse(document), depth)


def _walk(value: Any, path: str, found: dict) -> dict:
    if isinstance(value, dict) and value:
        for name, item in value.items():
            _walk(item, f"{path}.{name}" if path else name, found)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            _walk(item, f"{path}[{index}]", found)
    else:
        found[path] = value
    return found


@tool
def compare(before: str, after: str) -> dict:
    """Say which paths were added, removed and changed between two documents.

    Args:
        before: a JSON text
        after: another one
    """
    old, new = _walk(_parse(before), "", {}), _walk(_parse(after), "", {})
    changed = {path: {"before": old[path], "after": new[path]} for path in old if path in new and old[path] != new[path]}
    return {"added": sorted(new.keys() - old.keys()), "removed": sorted(old.keys() - new.keys()), "changed": changed}
