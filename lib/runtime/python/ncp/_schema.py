"""JSON Schema 2020-12 from type hints. What a hint does not say, the schema leaves open."""

import collections.abc
import dataclasses
import enum
import inspect
import json
import typing

from ncp import _docstring

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_ARRAYS = (list, set, frozenset, tuple)
_ABSTRACT_ARRAYS = (
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Set,
    collections.abc.MutableSet,
    collections.abc.Collection,
    collections.abc.Iterable,
)
_OBJECTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)


def resolve(annotation, scope):
    """The type that an annotation names; Any when it cannot be found (a forward reference to nothing, a newer syntax)."""
    if annotation is inspect.Parameter.empty:
        return typing.Any
    # A holder class, because get_type_hints turns a function's `= None` into Optional on older Pythons.
    holder = type("holder", (), {"__annotations__": {"value": annotation}})
    try:
        return typing.get_type_hints(holder, scope, {})["value"]
    except Exception:
        return typing.Any


def hints(func):
    """[(parameter, resolved hint)] of a function, without `self`."""
    scope = getattr(inspect.unwrap(func), "__globals__", {})
    return [(p, resolve(p.annotation, scope)) for p in inspect.signature(func).parameters.values()]


def json_value(value):
    """(True, the value as JSON holds it), or (False, None)."""
    if isinstance(value, enum.Enum):
        value = value.value
    try:
        return True, json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        return False, None


def is_union(hint):
    """Whether the hint is `Optional[T]`, `Union[A, B]` or `A | B`."""
    origin = typing.get_origin(hint)
    return origin is typing.Union or getattr(origin, "__name__", "") == "UnionType"


def is_typed_dict(hint):
    """Whether the hint is a TypedDict class."""
    return isinstance(hint, type) and issubclass(hint, dict) and hasattr(hint, "__total__")


def enum_values(kind):
    """{JSON value: member} of an Enum; members whose value JSON cannot hold go by their name."""
    found = []
    for member in kind:
        holds, value = json_value(member)
        found.append((value if holds else member.name, member))
    return found


def fields(hint):
    """[(name, hint, required, default or MISSING)] of a dataclass or TypedDict."""
    try:
        types = typing.get_type_hints(hint)
    except Exception:
        types = {}
    if is_typed_dict(hint):
        required = getattr(hint, "__required_keys__", frozenset(types) if hint.__total__ else frozenset())
        return [(name, types.get(name, typing.Any), name in required, dataclasses.MISSING) for name in hint.__annotations__]
    rows = []
    for field in dataclasses.fields(hint):
        if not field.init:
            continue
        bare = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        rows.append((field.name, types.get(field.name, typing.Any), bare, field.default))
    return rows


def _object(hint, inside):
    properties = {}
    required = []
    for name, kind, needed, default in fields(hint):
        properties[name] = schema(kind, inside + (hint,))
        if needed:
            required.append(name)
        holds, value = json_value(default) if default is not dataclasses.MISSING else (False, None)
        if holds:
            properties[name]["default"] = value
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _array(origin, args, inside):
    if origin is tuple and args and args[-1] is not Ellipsis:
        rows = [schema(arg, inside) for arg in args if arg != ()]
        return {"type": "array", "prefixItems": rows, "items": False, "minItems": len(rows), "maxItems": len(rows)}
    return {"type": "array", "items": schema(args[0], inside) if args else {}}


def _generic(origin, args, inside):
    if origin in _ARRAYS or origin in _ABSTRACT_ARRAYS:
        return _array(origin, args, inside)
    if origin in _OBJECTS:
        if len(args) == 2:
            return {"type": "object", "additionalProperties": schema(args[1], inside)}
        return {"type": "object"}
    return {}


def _literal(args):
    values = [json_value(arg) for arg in args]
    return {"enum": [value for _, value in values]} if all(holds for holds, _ in values) else {}


def schema(hint, inside=()):
    """The schema of a resolved hint; `inside` are the classes around it, so that a recursive one ends."""
    if hint is None:
        hint = type(None)
    hint = getattr(hint, "__supertype__", hint)
    origin = typing.get_origin(hint)
    if is_union(hint):
        return {"anyOf": [schema(arg, inside) for arg in typing.get_args(hint)]}
    if origin is typing.Literal:
        return _literal(typing.get_args(hint))
    if origin is not None:
        args = tuple(arg for arg in typing.get_args(hint) if not isinstance(arg, typing.TypeVar))
        return _generic(origin, args, inside)
    if not isinstance(hint, type) or hint in inside:
        return {}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if issubclass(hint, enum.Enum):
        return {"enum": [value for value, _ in enum_values(hint)]}
    if dataclasses.is_dataclass(hint) or is_typed_dict(hint):
        return _object(hint, inside)
    return _generic(hint, (), inside)


def parameters(func):
    """JSON Schema of a function's arguments, as one object."""
    described = _docstring.parameter_lines(getattr(func, "__doc__", None))
    made = {"type": "object", "additionalProperties": False, "required": [], "properties": {}}
    for parameter, hint in hints(func):
        if parameter.kind is parameter.VAR_POSITIONAL:
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            made["additionalProperties"] = True
            continue
        one = schema(hint)
        if described.get(parameter.name):
            one["description"] = described[parameter.name]
        if parameter.default is parameter.empty:
            made["required"].append(parameter.name)
        else:
            holds, value = json_value(parameter.default)
            if holds:
                one["default"] = value
        made["properties"][parameter.name] = one
    return made
