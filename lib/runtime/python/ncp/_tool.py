"""Tools: functions with a name, a description and a schema."""

import functools
import inspect
import re

from ncp import _check, _schema
from ncp._docstring import first_line

_NAME = re.compile(r"[A-Za-z0-9_]{1,64}\Z")
_DESCRIPTION_CHARACTERS = 1024


class Tool:
    """A callable that the agent may use; calling it calls the function."""

    def __init__(self, func, name=None, description=None, **extra):
        if not callable(func):
            raise TypeError("tool: expected a function, not %s" % type(func).__name__)
        if name is None:
            name = getattr(func, "__name__", None)
            if name is None:
                raise ValueError("tool: %r has no name; give it one with @tool(name=...)" % (func,))
        if not isinstance(name, str) or not _NAME.match(name):
            raise ValueError("tool: name %r must be 1 to 64 letters, digits or _" % (name,))
        if description is None:
            description = first_line(getattr(func, "__doc__", None))
        functools.update_wrapper(self, func, updated=())
        self.func = func
        self.name = name
        self.description = _check.text("tool", "description", description, blank=True)[:_DESCRIPTION_CHARACTERS]
        self.extra = extra

    @property
    def parameters(self):
        """JSON Schema of the arguments. Made when asked for, because hints may name things defined further down."""
        return _schema.parameters(self.func)

    @property
    def is_async(self):
        """Whether a call gives a coroutine."""
        func = inspect.unwrap(self.func)
        return inspect.iscoroutinefunction(func) or inspect.iscoroutinefunction(getattr(func, "__call__", None))

    def __call__(self, *args, **kwargs):
        return self.func(*args, **kwargs)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return Tool(self.func.__get__(instance, owner), self.name, self.description, **self.extra)

    def __repr__(self):
        return "<Tool %s>" % self.name


def tool(name=None, description=None, **extra):
    """Marks a function as a tool: `@tool`, or `@tool(name=..., description=...)`."""
    if name is not None and not isinstance(name, str):
        return Tool(name, None, description, **extra)
    return lambda func: Tool(func, name, description, **extra)
