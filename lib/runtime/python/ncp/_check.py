"""The checks that constructors share; every message names the class, the argument and what was given."""


def text(owner, field, value, most=None, blank=False):
    """The value, when it is a string of at most `most` characters; blank ones only where `blank` allows."""
    if not isinstance(value, str):
        raise TypeError("%s: %s must be a string, not %s" % (owner, field, type(value).__name__))
    if not blank and not value.strip():
        raise ValueError("%s: %s must not be empty" % (owner, field))
    if most is not None and len(value) > most:
        raise ValueError("%s: %s has %d characters, at most %d are allowed" % (owner, field, len(value), most))
    return value


def items(owner, field, value):
    """A list of the values; None counts as empty."""
    if value is None:
        return []
    if not isinstance(value, (list, tuple)):
        raise TypeError("%s: %s must be a list, not %s" % (owner, field, type(value).__name__))
    return list(value)


def mapping(owner, field, value):
    """A dict of the values; None counts as empty."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError("%s: %s must be a dict, not %s" % (owner, field, type(value).__name__))
    return dict(value)


def boolean(owner, field, value):
    """The value, when it is True or False."""
    if not isinstance(value, bool):
        raise ValueError("%s: %s must be True or False, not %r" % (owner, field, value))
    return value


def whole(owner, field, value, least):
    """The value, when it is an integer of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError("%s: %s must be an integer of at least %d, not %r" % (owner, field, least, value))
    return value


def between(owner, field, value, least, most):
    """The value, when it is a number from `least` to `most`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise ValueError("%s: %s must be a number from %s to %s, not %r" % (owner, field, least, most, value))
    return value
