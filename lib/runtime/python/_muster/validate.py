"""Checks values against the schemas that ncp._schema makes."""

_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null", list: "array", dict: "object"}
_MOST_FAULTS = 5


def _name(value):
    return _NAMES.get(type(value), type(value).__name__)


def _is(value, kind):
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if kind == "number":
        return isinstance(value, (int, float))
    return _name(value) == kind


def _same(left, right):
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _object(schema, value, path):
    known = schema.get("properties", {})
    more = schema.get("additionalProperties", True)
    for name in schema.get("required", []):
        if name not in value:
            yield "%s: missing" % _below(path, name)
    for name, one in value.items():
        if name in known:
            for fault in faults(known[name], one, _below(path, name)):
                yield fault
        elif more is False:
            allowed = ", ".join(known) or "none"
            yield "%s: unknown argument; known are: %s" % (_below(path, name), allowed)
        elif isinstance(more, dict):
            for fault in faults(more, one, _below(path, name)):
                yield fault


def _array(schema, value, path):
    fixed = schema.get("prefixItems")
    if fixed is not None and len(value) != len(fixed):
        yield "%s: must have %d entries, not %d" % (path, len(fixed), len(value))
        return
    for index, one in enumerate(value):
        part = fixed[index] if fixed is not None else schema.get("items", {})
        for fault in faults(part, one, "%s[%d]" % (path, index)):
            yield fault


def _below(path, name):
    return "%s.%s" % (path, name) if path else str(name)


def faults(schema, value, path=""):
    """Yields one sentence per fault, each beginning with where it is."""
    if "enum" in schema and not any(_same(value, allowed) for allowed in schema["enum"]):
        yield "%s: must be one of %s" % (path, ", ".join(repr(allowed) for allowed in schema["enum"]))
        return
    if "anyOf" in schema:
        if not any(fits(one, value) for one in schema["anyOf"]):
            kinds = " or ".join(one.get("type", "one of the listed values") for one in schema["anyOf"])
            yield "%s: must be %s, not %s" % (path, kinds, _name(value))
        return
    kind = schema.get("type")
    if kind is not None and not _is(value, kind):
        yield "%s: must be %s, not %s" % (path or "arguments", kind, _name(value))
        return
    if kind == "object":
        for fault in _object(schema, value, path):
            yield fault
    if kind == "array":
        for fault in _array(schema, value, path):
            yield fault


def fits(schema, value):
    """Whether the value has no fault."""
    return next(iter(faults(schema, value)), None) is None


def first_faults(schema, value):
    """The first five faults in one sentence, or None."""
    found = []
    for fault in faults(schema, value):
        found.append(fault)
        if len(found) == _MOST_FAULTS:
            break
    return "; ".join(found) or None
