"""The control pipe: one JSON document per line in each direction."""

import json
import os
import signal
import threading

_HIGH = 200


def _out_of_reach(descriptor):
    """A copy with a high number that other programs do not inherit, so that closing or reusing low ones does no harm."""
    import fcntl

    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _HIGH)
    os.close(descriptor)
    return copy


def end_everything():
    """Ends this process and what it started, at once."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


class Channel:
    """Reads requests and writes replies; replies of several threads never mix."""

    def __init__(self, incoming, outgoing):
        self._in = _out_of_reach(incoming)
        self._out = _out_of_reach(outgoing)
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def send(self, message):
        """Writes one message whole. A forked copy of this process ends instead: its replies would be double."""
        if os.getpid() != self._owner:
            os._exit(1)
        rest = memoryview(json.dumps(message).encode("ascii") + b"\n")
        with self._lock:
            while rest:
                try:
                    rest = rest[os.write(self._out, rest) :]
                except OSError:
                    end_everything()

    def requests(self):
        """Yields each request. When the supervisor is gone, everything ends here."""
        kept = b""
        while True:
            try:
                read = os.read(self._in, 65536)
            except OSError:
                read = b""
            if not read:
                end_everything()
            *lines, kept = (kept + read).split(b"\n")
            for line in lines:
                yield json.loads(line.decode("utf-8"))
