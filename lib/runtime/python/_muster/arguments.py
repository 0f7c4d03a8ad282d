"""JSON arguments as the values that a function's hints ask for."""

import dataclasses
import enum
import typing

from _muster import validate
from ncp import _schema


class InvalidArguments(Exception):
    """The arguments do not fit the tool's schema."""


def _members(hint, value):
    for key, member in _schema.enum_values(hint):
        if key == value and isinstance(key, bool) == isinstance(value, bool):
            return member
    return value


def _record(hint, value):
    kinds = {name: kind for name, kind, _, _ in _schema.fields(hint)}
    made = {name: convert(kinds.get(name, typing.Any), one) for name, one in value.items()}
    return made if _schema.is_typed_dict(hint) else hint(**made)


def _collection(origin, args, value):
    if isinstance(value, dict):
        kind = args[1] if len(args) == 2 else typing.Any
        return {name: convert(kind, one) for name, one in value.items()}
    if not isinstance(value, list):
        return value
    if origin is tuple and args and args[-1] is not Ellipsis:
        return tuple(convert(kind, one) for kind, one in zip(args, value))
    made = [convert(args[0] if args else typing.Any, one) for one in value]
    if isinstance(origin, type) and issubclass(origin, (tuple, frozenset)):
        return origin(made)
    return set(made) if origin in _SETS else made


_SETS = (set, typing.get_origin(typing.AbstractSet), typing.get_origin(typing.MutableSet))


def convert(hint, value):
    """The value, already checked, as the hint's type: enums, dataclasses, sets and tuples instead of JSON's few types."""
    hint = getattr(hint, "__supertype__", hint)
    if _schema.is_union(hint):
        for arm in typing.get_args(hint):
            if validate.fits(_schema.schema(arm), value):
                return convert(arm, value)
        return value
    origin = typing.get_origin(hint)
    if origin is not None and origin is not typing.Literal:
        return _collection(origin, typing.get_args(hint), value)
    if not isinstance(hint, type):
        return value
    if hint is int and isinstance(value, float):
        return int(value)
    if issubclass(hint, enum.Enum):
        return _members(hint, value)
    if isinstance(value, dict) and (dataclasses.is_dataclass(hint) or _schema.is_typed_dict(hint)):
        return _record(hint, value)
    return _collection(hint, (), value) if hint in (set, frozenset, tuple) else value


def bind(func, schema, given):
    """(positional, keyword) arguments for the function; InvalidArguments names every fault."""
    fault = validate.first_faults(schema, given)
    if fault:
        raise InvalidArguments(fault)
    positional = []
    keyword = dict(given)
    skipped = False
    for parameter, hint in _schema.hints(func):
        if parameter.name not in keyword or parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            skipped = skipped or parameter.kind is parameter.POSITIONAL_ONLY
            continue
        value = convert(hint, keyword[parameter.name])
        if parameter.kind is parameter.POSITIONAL_ONLY:
            if skipped:
                raise InvalidArguments("%s: needs the positional arguments before it" % parameter.name)
            del keyword[parameter.name]
            positional.append(value)
        else:
            keyword[parameter.name] = value
    return positional, keyword
