"""What a docstring says about a function and its parameters."""

import inspect
import re

_ENTRY = re.compile(r"\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)")
_HEADING = re.compile(r"(args|arguments|parameters)\s*:\s*\Z", re.IGNORECASE)


def first_line(doc):
    """The first line that is not blank, or an empty string."""
    for line in (doc or "").splitlines():
        if line.strip():
            return line.strip()
    return ""


def _indent(line):
    return len(line) - len(line.lstrip())


def parameter_lines(doc):
    """{parameter: description} from the block under `Args:`; continued lines are joined with a space."""
    found = {}
    heading = entry = name = None
    for line in inspect.cleandoc(doc or "").expandtabs().splitlines():
        if not line.strip():
            continue
        if heading is None:
            if _HEADING.match(line.strip()):
                heading = _indent(line)
            continue
        if _indent(line) <= heading:
            break
        entry = _indent(line) if entry is None else entry
        match = _ENTRY.match(line.strip()) if _indent(line) <= entry else None
        if match:
            name = match.group(1)
            found[name] = match.group(2).strip()
        elif name:
            found[name] = (found[name] + " " + line.strip()).strip()
    return found
