"""Exact arithmetic on decimal numbers: 0.1 + 0.2 is 0.3 here."""

from decimal import Decimal

from ncp import tool


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


@tool
def add(a: float, b: float) -> float:
    """Add two numbers.

    Args:
        a: the first number
        b: the second number
    """
    return float(_exact(a) + _exact(b))


@tool
def subtract(a: float, b: float) -> float:
    """Subtract one number from another.

    Args:
        a: the number to subtract from
        b: the number to subtract
    """
    return float(_exact(a) - _exact(b))


@tool
def multiply(a: float, b: float) -> float:
    """Multiply two numbers.

    Args:
        a: the first factor
        b: the second factor
    """
    return float(_exact(a) * _exact(b))


@tool
def divide(a: float, b: float) -> float:
    """Divide one number by another.

    Args:
        a: the dividend
        b: the divisor, not zero
    """
    if b == 0:
        raise ValueError("The divisor must not be zero")
    return float(_exact(a) / _exact(b))


@tool
def percentage(part: float, whole: float, digits: int = 1) -> float:
    """Say how many percent one number is of another.

    Args:
        part: the part
        whole: the whole, not zero
        digits: decimal places of the answer
    """
    if whole == 0:
        raise ValueError("The whole must not be zero")
    return float(round(_exact(part) / _exact(whole) * 100, digits))
