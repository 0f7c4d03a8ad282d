"""Linux calls that Python does not wrap. Each does nothing where the kernel does not know it."""

import ctypes
import os

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
# landlock_create_ruleset, landlock_add_rule, landlock_restrict_self: one number on every architecture.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL = 1, 2, 4, 8, 1 << 14, 1 << 15
_ALL_V1 = (1 << 13) - 1
_FILE_ONLY = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE

_libc = ctypes.CDLL(None, use_errno=True)


def no_new_privileges():
    """Set-user-id programs give nothing any more."""
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def die_with_parent(number):
    """The signal that this process gets when its parent ends, however it ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Path(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("access", ctypes.c_uint64), ("fd", ctypes.c_int32)]


def _allow(ruleset, path, access):
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        access &= _FILE_ONLY
    rule = _Path(access, handle)
    _libc.syscall(_ADD, ruleset, 1, ctypes.byref(rule), 0)
    os.close(handle)


def fence(read, write):
    """Landlock: from now on only these paths can be read, and only the second list written. True when it holds."""
    version = _libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    handled = _ALL_V1 | ((1 << 13) if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    # Signals to, and abstract sockets of, processes outside are closed as well where the kernel can.
    attributes = _Ruleset(handled, 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = _libc.syscall(_CREATE, ctypes.byref(attributes), size, 0)
    if ruleset < 0:
        return False
    for path in read:
        _allow(ruleset, path, _EXECUTE | _READ_FILE | _READ_DIR)
    for path in write:
        _allow(ruleset, path, handled)
    held = _libc.syscall(_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return held
