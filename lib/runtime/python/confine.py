"""Starts a command under limits: `confine.py '<json>' command...`. Runs before any code of a package does.

The JSON: {memory, processes, file, cpu: number or null, cores: number (1), uid: number or null, fence: {read: [...], write: [...]} or null},
sizes in bytes, cpu in seconds. Limits are for the command and everything it starts.
"""

import json
import os
import re
import resource
import signal
import sys


def _limit(name, soft):
    kind = getattr(resource, name, None)
    if kind is None or soft is None:
        return
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    try:
        resource.setrlimit(kind, (soft, soft))
    except (ValueError, OSError):
        # macOS refuses some limits altogether; the time limits of the supervisor still hold.
        pass


def _tasks():
    """Processes and threads of this user that can be seen from here."""
    found = 0
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.stat("/proc/" + name).st_uid == os.getuid():
                found += len(os.listdir("/proc/%s/task" % name))
        except OSError:
            pass
    return found


def _process_limit(config):
    """The kernel counts all processes of a user, so a shared account needs room for what already runs."""
    if config["uid"] is not None:
        return config["processes"]
    if not sys.platform.startswith("linux"):
        return None
    with open("/proc/self/uid_map") as mapped:
        whole = mapped.read().split()[-1] == "4294967295"
    # Before Linux 5.14 a user namespace did not count for itself, and what runs outside it cannot be seen from inside.
    release = [int(part) for part in re.findall(r"\d+", os.uname().release)[:2]]
    return config["processes"] + _tasks() if whole or release >= [5, 14] else None


def _keep_to_cores(count):
    """However many processes a command starts, they share so many cores; the first is drawn, so that agents spread out."""
    try:
        cores = sorted(os.sched_getaffinity(0))
        first = os.urandom(1)[0]
        os.sched_setaffinity(0, {cores[(first + at) % len(cores)] for at in range(count)})
    except (AttributeError, OSError):
        # macOS has no affinity; there niceness alone holds an agent back.
        pass


def _apply_limits(config):
    memory = config["memory"]
    # Private memory is what is limited; address space only roughly, because threads and libraries reserve more than they use.
    _limit("RLIMIT_DATA", memory)
    _limit("RLIMIT_AS", 2 * memory + (512 << 20))
    _limit("RLIMIT_NPROC", _process_limit(config))
    _limit("RLIMIT_FSIZE", config["file"])
    _limit("RLIMIT_CPU", config["cpu"])
    _limit("RLIMIT_NOFILE", 1024)
    _limit("RLIMIT_CORE", 0)
    os.umask(0o022)
    _keep_to_cores(config.get("cores", 1))
    try:
        os.nice(10)
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        pass


def _become(uid):
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def _restrict(config):
    if not sys.platform.startswith("linux"):
        return
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from _muster import kernel

    kernel.no_new_privileges()
    kernel.die_with_parent(signal.SIGKILL)
    if config["fence"]:
        kernel.fence(config["fence"]["read"], config["fence"]["write"])


def main():
    config = json.loads(sys.argv[1])
    _apply_limits(config)
    if config["uid"] is not None:
        _become(config["uid"])
    _restrict(config)
    try:
        os.execv(sys.argv[2], sys.argv[2:])
    except OSError as error:
        sys.exit("cannot start %s: %s" % (sys.argv[2], error.strerror))


if __name__ == "__main__":
    main()
