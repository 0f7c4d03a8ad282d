"""The life of a loader: import, report, answer."""

import asyncio
import importlib
import os
import site
import sys
import threading

from _muster import calls, failure, output, report


def _import(project, entry_point):
    module_name, _, variable = entry_point.partition(":")
    # Only now: what dependencies installed to run at start-up runs here, as the agent's own code does.
    site.main()
    sys.path.insert(0, project)
    sys.argv = [os.path.join(project, *module_name.split(".")) + ".py"]
    module = importlib.import_module(module_name)
    if not hasattr(module, variable):
        raise AttributeError("module %s does not define %r" % (module_name, variable))
    return getattr(module, variable), variable


def _load(channel, project, entry_point):
    try:
        entry, variable = _import(project, entry_point)
        made, tools = report.make(entry, variable, project)
        channel.send({"report": made})
        return tools
    except BaseException as error:
        channel.send({"failed": failure.describe(error, project)})
        os._exit(1)


def _read(channel, ready, running):
    for request in channel.requests():
        if request["op"] == "call":
            ready.wait()
            running[0].start(request["id"], request["tool"], request["arguments"])
        elif request["op"] == "cancel" and ready.is_set():
            running[0].cancel(request["id"])


def run(channel, project, entry_point):
    """Never returns. The pipe is watched from the first moment, so that an import without end still notices its end."""
    ready = threading.Event()
    running = []
    threading.Thread(target=_read, args=(channel, ready, running), daemon=True, name="muster-control").start()
    output.take_over()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    running.append(calls.Calls(channel, project, _load(channel, project, entry_point), loop))
    ready.set()
    while True:
        try:
            loop.run_forever()
        except BaseException as error:
            # sys.exit() in a task of the agent, or a stopped loop, must not end the tools.
            sys.stderr.write("%s: %s\n" % (type(error).__name__, error))
        if loop.is_closed():
            os._exit(1)
