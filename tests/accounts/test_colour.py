"""A company's colour becomes legible, whatever was chosen."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.colour import DARK_GROUND, LIGHT_GROUND, READABLE, accent_from, contrast


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_readable_on_both_themes(number):
    made = accent_from(f"#{number:06x}")
    assert contrast(made.light, LIGHT_GROUND) >= READABLE
    assert contrast(made.light, made.light_ink) >= READABLE
    assert contrast(made.dark, DARK_GROUND) >= READABLE
    assert contrast(made.dark, made.dark_ink) >= READABLE


def test_a_colour_that_is_readable_already_stays_as_it_is():
    assert accent_from("#2a5796").light == "#2a5796"


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0e5a50", "#0e5a50", 1)])
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_the_grounds_are_the_least_favourable_ones_of_the_stylesheet():
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    found = [tuple(re.findall(rf"--{name}: (#[0-9a-f]{{6}})", css)) for name in ("paper", "surface", "sunken")]
    light, dark = [each[0] for each in found], [each[1] for each in found]
    assert min(light, key=lambda colour: contrast(colour, "#000000")) == LIGHT_GROUND
    assert max(dark, key=lambda colour: contrast(colour, "#000000")) == DARK_GROUND
