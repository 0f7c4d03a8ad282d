"""Exceptions as people need them: type, message, and the frames that lie in the package."""

import linecache
import os
import traceback

_MESSAGE_CHARACTERS = 4000
_FRAMES = 20
_LINE_CHARACTERS = 200


def inside(project, path):
    """The path relative to the project, or None when it lies elsewhere."""
    if path.startswith("<"):
        return None
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(project))
    return None if relative.startswith(os.pardir) else relative.replace(os.sep, "/")


def _message(error):
    if isinstance(error, SystemExit):
        return "the agent called sys.exit(%s)" % ("" if error.code is None else repr(error.code))
    if isinstance(error, MemoryError):
        return str(error) or "out of memory"
    try:
        return str(error)
    except BaseException:
        return "(the message could not be made)"


def _frame(project, path, line, function):
    file = inside(project, path)
    if file is None:
        return None
    text = linecache.getline(path, line or 0).strip()
    return {"file": file, "line": line or 0, "function": function, "text": text[:_LINE_CHARACTERS]}


def describe(error, project):
    """{type, message, frames: [{file, line, function, text}]}, outermost frame first."""
    rows = [(row.filename, row.lineno, row.name) for row in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        rows.append((error.filename, error.lineno, "<module>"))
    frames = []
    for row in rows[-200:]:
        try:
            frame = _frame(project, *row)
        except (OSError, ValueError):
            frame = None
        if frame is not None:
            frames.append(frame)
    return {
        "type": type(error).__name__[:100],
        "message": _message(error)[:_MESSAGE_CHARACTERS],
        "frames": frames[-_FRAMES:],
    }
