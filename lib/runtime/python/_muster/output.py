"""The agent's standard streams: everything goes to the log, and what a tool call prints also to that call."""

import contextvars
import io
import os
import sys

_CALL_BYTES = 65536
_call = contextvars.ContextVar("muster_call", default=None)


class CallLog:
    """What one call printed, up to 64 KiB."""

    def __init__(self):
        self._kept = bytearray()

    def add(self, piece):
        room = _CALL_BYTES - len(self._kept)
        if room > 0:
            self._kept += piece[:room]

    def text(self):
        return bytes(self._kept).decode("utf-8", "replace")

    def begin(self):
        """From here on, what this thread or task prints belongs to the call."""
        _call.set(self)


class _Stream(io.RawIOBase):
    def __init__(self, descriptor):
        super().__init__()
        self._number = descriptor
        # A copy, so that the log goes on when the agent closes the descriptor.
        self._copy = os.dup(descriptor)

    def writable(self):
        return True

    def fileno(self):
        return self._number

    def write(self, piece):
        piece = bytes(piece)
        call = _call.get()
        if call is not None:
            call.add(piece)
        rest = memoryview(piece)
        while rest:
            try:
                rest = rest[os.write(self._copy, rest) :]
            except OSError:
                break
        return len(piece)

    def close(self):
        """Agents that close their output keep it."""


class _Text(io.TextIOWrapper):
    def close(self):
        """Agents that close their output keep it."""

    def detach(self):
        raise io.UnsupportedOperation("detach")


def take_over():
    """Puts the two streams in the place of sys.stdout and sys.stderr."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = _Text(_Stream(descriptor), encoding="utf-8", errors="backslashreplace", write_through=True)
        setattr(sys, name, stream)
        setattr(sys, "__%s__" % name, stream)
