"""Sums of money in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.details.money import SIGNS, find_money


def values(text):
    """The values of the sums in a text."""
    return [mention.value for mention in find_money(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("$2.5 million", "2500000 USD"),
        ("$2,500", "2500 USD"),
        ("US$3bn", "3000000000 USD"),
        ("U.S. $3 million", "3000000 USD"),
        ("€20m", "20000000 EUR"),
        ("£500,000", "500000 GBP"),
        ("USD 20m", "20000000 USD"),
        ("20m USD", "20000000 USD"),
        ("20,000 EUR", "20000 EUR"),
        ("500€", "500 EUR"),
        ("20 million euros", "20000000 EUR"),
        ("38.8 million euro", "38800000 EUR"),
        ("$20-million", "20000000 USD"),
        ("20-million-dollar", "20000000 USD"),
        ("A$5 billion", "5000000000 AUD"),
        ("C$1.5 million", "1500000 CAD"),
        ("CAD $5 million", "5000000 CAD"),
        ("$5m AUD", "5000000 AUD"),
        ("$7 million Canadian", "7000000 CAD"),
        ("7 million Canadian dollars", "7000000 CAD"),
        ("¥300", "300 JPY"),
        ("CN¥300", "300 CNY"),
        ("RMB 300", "300 CNY"),
        ("₹5 crore", "50000000 INR"),
        ("₹5,00,000", "500000 INR"),
        ("R$5,000", "5000 BRL"),
        ("one million rubles", "1000000 RUB"),
        ("half a million dollars", "500000 USD"),
        ("900 million złotys", "900000000 PLN"),
        ("20 million pounds", "20000000 GBP"),
        ("500 pounds sterling", "500 GBP"),
        ("$3.99", "3.99 USD"),
        ("$69,584.30", "69584.30 USD"),
        ("$5.00", "5 USD"),
        ("€1,5 million", "1500000 EUR"),
        ("€1.234.567", "1234567 EUR"),
        ("$1.2345 billion", "1234500000 USD"),
        ("$300k", "300000 USD"),
    ],
)
def test_forms(written, value):
    """Every usual form is read, exactly; the mention covers all of it."""
    text = f"The city paid {written} for it."
    (mention,) = find_money(text)
    assert mention.value == value
    assert text[mention.start : mention.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "It paid $1-2 million.",
        "It paid between $1m and $2m.",
        "It paid between $5 and 7 million.",
        "It paid $20,000-$30,000.",
        "It paid from $5 million to $6 million.",
        "It paid $5 or $6 million.",
        "It paid five to six million dollars.",
        "It paid 1 to 2 million dollars.",
    ],
)
def test_ranges_are_no_sum(text):
    """Neither end of a range is what was paid."""
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "5,000 officers in 2000 cities",
        "20 million people",
        "It weighs 500 pounds.",
        "3 million pounds of beef",
        "millions of dollars",
        "a dollar sign: $",
        "500 crowns and 20 rupees and 7 dinars",
        "€20.000 for cameras",
        "EUR 20 000 for cameras",
        "$20 mil for cameras",
        "version $1.2.3",
        "it won the case",
    ],
)
def test_never_guessed(text):
    """Numbers without a currency, and sums that cannot be told, give nothing."""
    assert values(text) == []


def test_several_sums():
    """Sums side by side are not a range, and each has its own currency."""
    assert values("It must pay €20,000 (£17,500; US$22,900).") == ["20000 EUR", "17500 GBP", "22900 USD"]
    assert values("It paid $5,000 to Acme and $6,000 to Globex.") == ["5000 USD", "6000 USD"]


def test_a_dash_between_a_year_and_a_sum_is_no_range():
    """A dash may be punctuation."""
    assert values("It signed in 2019 – $5 million – and again in 2020.") == ["5000000 USD"]


@given(st.integers(1, 10**12), st.sampled_from(sorted(SIGNS)))
def test_round_trip(amount, sign):
    """A sum written with its sign is read back."""
    assert values(f"It paid {sign}{amount:,} for it.") == [f"{amount} {SIGNS[sign]}"]


@given(st.decimals(1, 10**6, places=2, allow_nan=False), st.sampled_from(["million", "bn", "k"]))
def test_scales_are_exact(number, scale):
    """No sum is rounded."""
    (value,) = values(f"It paid ${number} {scale} for it.")
    assert value == f"{int(number * {'million': 10**6, 'bn': 10**9, 'k': 10**3}[scale])} USD"


@given(st.text(max_size=60))
def test_mentions_lie_in_the_text_in_order(text):
    """Whatever the text, mentions do not overlap or leave it."""
    ends = [place for mention in find_money(f"$5 {text} 7 euros") for place in mention[:2]]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(text) + 11 for place in ends)
