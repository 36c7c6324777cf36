"""The colour of a space: readable with white on it, and its darker shades."""

import colorsys
import re

CODE = re.compile(r"^[0-9a-f]{6}$")
READABLE = 4.5


def is_colour(code: str) -> bool:
    return bool(CODE.match(code))


def contrast_with_white(colour: str) -> float:
    """Return the WCAG contrast between a colour and white."""
    return 1.05 / (luminance(colour) + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(one) for one in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str) -> str:
    """Return the colour, darkened as little as makes white readable on it."""
    while contrast_with_white(colour) < READABLE:
        colour = darker(colour, 0.95)
    return colour


def darker(colour: str, factor: float) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*parts(colour))
    shade = colorsys.hls_to_rgb(hue, light * factor, saturation)
    return "#" + "".join(f"{round(one * 255):02x}" for one in shade)


def tint(colour: str) -> str:
    """Return a very light shade, for backgrounds."""
    hue, _light, saturation = colorsys.rgb_to_hls(*parts(colour))
    shade = colorsys.hls_to_rgb(hue, 0.96, min(saturation, 0.5))
    return "#" + "".join(f"{round(one * 255):02x}" for one in shade)


def theme_css(colour: str) -> str:
    """Return the style sheet of a space."""
    base = readable(colour)
    return (
        f":root{{--pico-primary:{base};--pico-primary-dark:{darker(base, 0.8)};"
        f"--pico-primary-darker:{darker(base, 0.6)};--pico-primary-tint:{tint(base)}}}\n"
    )


def parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def linear(one: float) -> float:
    return one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
