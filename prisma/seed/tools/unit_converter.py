"""Converts between units of length, mass, volume, speed and temperature."""

from ncp import tool

# How many of the base unit (metre, kilogram, litre, metre per second) one unit is.
UNITS = {
    "length": {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048, "yd": 0.9144, "mi": 1609.344},
    "mass": {"g": 0.001, "kg": 1.0, "t": 1000.0, "oz": 0.028349523125, "lb": 0.45359237},
    "volume": {"ml": 0.001, "l": 1.0, "m3": 1000.0, "pt": 0.473176473, "gal": 3.785411784},
    "speed": {"m/s": 1.0, "km/h": 1 / 3.6, "mph": 0.44704, "kn": 1852 / 3600},
}


def _kind(unit: str) -> str:
    for kind, units in UNITS.items():
        if unit in units:
            return kind
    raise ValueError(f"Unknown unit {unit!r}; list_units says which there are")


@tool
def convert(value: float, source: str, target: str, digits: int = 4) -> float:
    """Convert a value from one unit to another of the same kind.

    Args:
        value: the number to convert
        source: the unit it has, such as km or lb
        target: the unit it shall have
        digits: decimal places of the answer
    """
    kind = _kind(source)
    if _kind(target) != kind:
        raise ValueError(f"{source} is a unit of {kind}, {target} is not")
    return round(value * UNITS[kind][source] / UNITS[kind][target], digits)


@tool
def convert_temperature(value: float, source: str, target: str) -> float:
    """Convert a temperature between C, F and K.

    Args:
        value: the temperature
        source: C, F or K
        target: C, F or K
    """
    kelvin = {"C": lambda t: t + 273.15, "F": lambda t: (t - 32) / 1.8 + 273.15, "K": lambda t: t}[source](value)
    if kelvin < 0:
        raise ValueError("Nothing is colder than 0 K")
    return round({"C": kelvin - 273.15, "F": (kelvin - 273.15) * 1.8 + 32, "K": kelvin}[target], 2)


@tool
def list_units() -> dict:
    """List the units by kind."""
    return {kind: sorted(units) for kind, units in UNITS.items()}
