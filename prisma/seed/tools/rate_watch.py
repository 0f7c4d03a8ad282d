"""Compares exchange rates with those of yesterday. Its author forgot to add tools/history.py to the package."""

from ncp import tool

from tools.history import yesterday


@tool
def change(currency: str, rate: float) -> float:
    """Say by how many percent a rate has changed since yesterday.

    Args:
        currency: three letters, such as SEK
        rate: the rate of today
    """
    return round((rate / yesterday(currency) - 1) * 100, 2)
