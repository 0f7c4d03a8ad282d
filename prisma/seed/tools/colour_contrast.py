"""Checks colours of user interfaces against WCAG 2.2."""

import colorsys
import re

from ncp import tool


def _channels(colour: str) -> tuple[int, int, int]:
    text = colour.strip().lstrip("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", text):
        text = "".join(letter * 2 for letter in text)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", text):
        raise ValueError(f"{colour!r} is not a colour such as #1a2b3c")
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _luminance(colour: str) -> float:
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@tool
def contrast(text: str, background: str) -> dict:
    """Give the contrast of two colours and which levels it reaches.

    Args:
        text: colour of the text, such as #333
        background: colour behind it, such as #ffffff
    """
    ratio = _ratio(text, background)
    return {
        "ratio": round(ratio, 2),
        "normal_text": "AAA" if ratio >= 7 else "AA" if ratio >= 4.5 else "fails",
        "large_text": "AAA" if ratio >= 4.5 else "AA" if ratio >= 3 else "fails",
        "controls": "AA" if ratio >= 3 else "fails",
    }


@tool
def nearest_readable(text: str, background: str, ratio: float = 4.5) -> str:
    """Darken or lighten a text colour until it reaches a contrast.

    Args:
        text: colour of the text
        background: colour behind it
        ratio: the contrast to reach, 1 to 21
    """
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(text)))
    step = -0.01 if _luminance(background) > 0.18 else 0.01
    while 0 <= light <= 1:
        channels = colorsys.hls_to_rgb(hue, light, saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if _ratio(colour, background) >= ratio:
            return colour
        light += step
    raise ValueError("No shade of this colour reaches that contrast")
