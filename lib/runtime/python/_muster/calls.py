"""Tool calls: plain functions each in a thread of their own, async ones on the main thread's event loop."""

import asyncio
import contextvars
import ctypes
import inspect
import json
import threading

from _muster import arguments, failure
from _muster.output import CallLog

_RESULT_BYTES = 1 << 20


class CallCancelled(BaseException):
    """The call's time is over. Not an Exception, so that `except Exception` does not keep it running."""


def _cut(text):
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= _RESULT_BYTES:
        return text, False
    return encoded[:_RESULT_BYTES].decode("utf-8", "ignore"), True


def outcome(value):
    """{result, truncated}: the value where JSON holds it, else its str(); beyond 1 MiB the beginning of its text."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        text.encode("utf-8")
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        value = text = str(value).encode("utf-8", "replace").decode("utf-8")
    shown, truncated = _cut(text)
    if truncated:
        return {"result": _cut(value)[0] if isinstance(value, str) else shown, "truncated": True}
    return {"result": value, "truncated": False}


class _Call:
    def __init__(self, number, tool, given):
        self.number = number
        self.tool = tool
        self.given = given
        self.log = CallLog()
        self.thread = None
        self.task = None


class Calls:
    """Runs calls of the given tools ({name: tool}) and sends one reply for each."""

    def __init__(self, channel, project, tools, loop):
        self._channel = channel
        self._project = project
        self._tools = {name: (tool, tool.parameters) for name, tool in tools.items()}
        self._loop = loop
        self._running = {}
        self._lock = threading.Lock()

    def start(self, number, name, given):
        """Begins a call; never raises."""
        tool, schema = self._tools[name]
        call = _Call(number, tool, given)
        with self._lock:
            self._running[number] = call
        if getattr(tool, "is_async", False):
            self._loop.call_soon_threadsafe(self._start_task, call, schema)
            return
        context = contextvars.Context()
        call.thread = threading.Thread(target=context.run, args=(self._in_thread, call, schema), daemon=True)
        try:
            call.thread.start()
        except RuntimeError as error:
            self._reply(call, {"error": failure.describe(error, self._project)})

    def cancel(self, number):
        """Interrupts a call. A call that is stuck outside Python's own code does not notice."""
        with self._lock:
            call = self._running.get(number)
            if call is None:
                return
            if call.task is not None:
                self._loop.call_soon_threadsafe(call.task.cancel)
            elif call.thread is not None and call.thread.ident is not None:
                identity = ctypes.c_ulong(call.thread.ident)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(CallCancelled))

    def _reply(self, call, message):
        with self._lock:
            if self._running.pop(call.number, None) is None:
                return
        self._channel.send(dict(message, id=call.number, log=call.log.text()))

    def _in_thread(self, call, schema):
        try:
            call.log.begin()
            positional, keyword = arguments.bind(call.tool.func, schema, call.given)
            value = call.tool.func(*positional, **keyword)
            message = self._awaited(value) if inspect.isawaitable(value) else outcome(value)
        except BaseException as error:
            message = {"error": failure.describe(error, self._project)}
        self._reply(call, message)

    def _awaited(self, value):
        async def wait():
            return await value

        return outcome(asyncio.run_coroutine_threadsafe(wait(), self._loop).result())

    def _start_task(self, call, schema):
        call.log.begin()
        call.task = self._loop.create_task(self._in_task(call, schema))

    async def _in_task(self, call, schema):
        try:
            positional, keyword = arguments.bind(call.tool.func, schema, call.given)
            message = outcome(await call.tool.func(*positional, **keyword))
        except BaseException as error:
            message = {"error": failure.describe(error, self._project)}
        self._reply(call, message)
