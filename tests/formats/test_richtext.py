import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccsvi_refs.formats.capitals import family, sentence
from ccsvi_refs.formats.cleaning import csl, plain
from ccsvi_refs.formats.people import parse


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<jats:italic>E. coli</jats:italic> &amp;amp; more", "<i>E. coli</i> & more"),
        ("A&lt;subtitle&gt;B&lt;/subtitle&gt;", "A: B"),
        ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
        ("Augusto GarcÃ\xada, AntÃ³nio", "Augusto García, António"),
        ("Ã la carte", "Ã la carte"),
        ("veinsâ€”narrow", "veins—narrow"),
        ("parts of<i> Homo sapiens </i>and", "parts of <i>Homo sapiens</i> and"),
        ("NF-{kappa}B and $beta;-amyloid on {100}", "NF-κB and β-amyloid on {100}"),
        ("OpenType $$^{\\textregistered }$$ ® fonts", "OpenType ® fonts"),
        ("in $${\\mathbb{R}^N}$$", "in R<sup>N</sup>"),
        ("for $5 and $10 (paper)", "for $5 and $10 (paper)"),
        ("<i>open <b>both", "<i>open <b>both</b></i>"),
        ("stray</i> end", "stray end"),
        ("<i>a <b>b</i> c</b>", "<i>a <b>b</b></i> c"),
        ("<scp>X</scp>", '<span style="font-variant:small-caps;">X</span>'),
        ("a\n  b\u00a0c", "a b c"),
        ("A <Lord> speaks", "A <Lord> speaks"),
        ("<foo>x</foo>", "x"),
        ("title<fn>note</fn> end", "title end"),
        ("R&D and Q&A", "R&D and Q&A"),
        ("&#x3b1;-helix", "α-helix"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("costs $5 or $10", "costs $5 or $10"),
        (r"at $10^{-3}$ m", "at 10<sup>-3</sup> m"),
        ('<span class="nocase">DNA</span>', '<span class="nocase">DNA</span>'),
        ("<script>alert(1)</script>x", "x"),
    ],
)
def test_markup_becomes_csls(markup, clean):
    assert csl(markup) == clean


@given(st.text("<>/ibsupan &;lt$^_{}\\x", max_size=60))
def test_cleaning_twice_changes_nothing_in_plain_text(text):
    once = plain(text)
    assert isinstance(csl(text), str)
    assert once == once.strip()


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("TREATMENT OF MULTIPLE SCLEROSIS", "Treatment of multiple sclerosis"),
        ("A <i>NEW</i> DRUG FOR HIV", "A <i>new</i> drug for HIV"),
        ("VITAMIN B12 AND TYPE II DIABETES", "Vitamin B12 and type II diabetes"),
        ("DNA", "DNA"),
        ("DE COMO TORNA-SE UM PROBLEMA À FILOSOFIA", "De como torna-se um problema à filosofia"),
        ("Porphyria: DEMONSTRATION OF THE ABNORMALITIES", "Porphyria: Demonstration of the abnormalities"),
        ("RELEASE OF <i>ERIOCHEIR SINENSIS</i> IN JUNE", "Release of <i>Eriocheir sinensis</i> in June"),
        ("KARANLIĞA IŞIK TUTMAK", "Karanlığa ışık tutmak"),
        ("Mixed CASE Title", "Mixed CASE Title"),
    ],
)
def test_shouting_is_lowered(shouted, said):
    assert sentence(shouted) == said


def test_family_names_in_capitals():
    names = {"ZAMBONI": "Zamboni", "McDonald": "McDonald", "MCDONALD": "McDonald", "VAN DER BERG": "van der Berg",
             "SMITH-JONES": "Smith-Jones", "O'BRIEN": "O'Brien", "LI": "Li", "MG": "MG"}  # fmt: skip
    assert {name: family(name) for name in names} == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zamboni P", {"family": "Zamboni", "given": "P"}),
        ("van der Berg JP", {"family": "van der Berg", "given": "J P"}),
        ("Zamboni, Paolo", {"family": "Zamboni", "given": "Paolo"}),
        ("King, Martin Luther, Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("Catarina Barata", {"family": "Barata", "given": "Catarina"}),
        ("Ludwig van Beethoven", {"family": "van Beethoven", "given": "Ludwig"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("J. R. R. Tolkien", {"family": "Tolkien", "given": "J. R. R."}),
        ("Smith AB Jr", {"family": "Smith", "given": "A B", "suffix": "Jr"}),
        ("Aristotle", {"family": "Aristotle"}),
        ("Smith, MD", {"family": "Smith", "given": "M D"}),
        ("Hermans, Erik, MD, PhD", {"family": "Hermans", "given": "Erik", "suffix": "MD, PhD"}),
        ("", {}),
        (" , ", {}),
    ],
)
def test_names_are_parsed(text, name):
    assert parse(text) == name
