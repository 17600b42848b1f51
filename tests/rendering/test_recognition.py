"""In whose style a page cites: recognised from entries of our own, printed in real styles or in none."""

import pytest

from ccsvi_refs import rendering
from ccsvi_refs.cli import run
from ccsvi_refs.formats import citation
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.rendering.recognition import probes, shapes


def people(*names):
    return [dict(zip(("family", "given"), name.split(", "), strict=True)) for name in names]


WORKS = [
    {"type": "article-journal", "title": "Narrow veins and wide claims in neurology", "author": people("Rose, Ann Mary", "Sørensen, Bo"),
     "container-title": "Journal of Tests", "volume": "80", "issue": "4", "page": "392-399", "issued": {"date-parts": [[2015]]}, "DOI": "10.5555/vein"},
    {"type": "article-journal", "title": "Reed beds after the great flood", "author": people("Tanaka, Jiro"),
     "container-title": "Water Letters", "volume": "44", "issue": "2", "page": "1203-1218", "issued": {"date-parts": [[2009]]}, "DOI": "10.5555/reed"},
    {"type": "article-journal", "title": "Rhythm and recall in elderly drummers", "author": people("Malagoni, Ada", "Nielsen, Jens", "Quill, Peter"),
     "container-title": "Annals of Rhythm", "volume": "12", "issue": "3", "page": "101-109", "issued": {"date-parts": [[2018]]}, "DOI": "10.5555/drum"},
]  # fmt: skip


def page(style):
    found = rendering.entries([Reference({**work, "id": f"w{at}"}) for at, work in enumerate(WORKS)], style)
    texts = [shapes.without_number(" ".join(text.split())) for _, text in found.entries]
    return [Reference(citation.read(text).data, Mention(text)) for text in texts]


@pytest.mark.parametrize("style", ["apa", "american-chemical-society"])
def test_a_style_is_recognised_by_what_it_prints(style):
    first = rendering.recognised(page(style))[0]
    assert style in (first.name, *first.same) or page(first.name) == page(style)
    assert (first.fits, first.exact, first.entries) == (True, 3, 3)


def test_the_first_style_alone_is_the_first_of_many_and_few_are_tried_for_it(monkeypatch):
    tried = []
    parse = rendering.Style.named
    monkeypatch.setattr(rendering.Style, "named", lambda name: tried.append(name) or parse(name))
    first = rendering.recognised(page("apa"), most=1)
    few = len(tried)
    assert first == rendering.recognised(page("apa"))[:1]
    assert few < 10 < len(tried) - few


def test_what_is_in_no_style_is_said_to_be_in_none(tmp_path, capfd):
    texts = [
        "Water Letters, forty-fourth year, has a piece by Jiro Tanaka (Reed beds after the great flood), from p. 1203 onwards <2009>",
        "Annals of Rhythm, twelfth year, has a piece by Ada Malagoni (Rhythm and recall in elderly drummers), from p. 101 onwards <2018>",
    ]
    path = tmp_path / "page.md"
    path.write_text("# References\n\n" + "".join(f"1. {text}\n" for text in texts))
    assert run(["styles", "--of", str(path)]) == 1
    assert "none of the styles fits" in capfd.readouterr().err


def test_too_little_tells_no_style(tmp_path, capfd):
    path = tmp_path / "page.md"
    path.write_text("# References\n\n1. https://doi.org/10.5555/vein\n")
    assert run(["styles", "--of", str(path)]) == 1
    assert "too little was read" in capfd.readouterr().err
    assert run(["styles", "apa", "--of", str(path)]) == 2


def test_the_shapes_that_are_kept_are_those_that_are_printed_now():
    known = {name: each for each in probes.printed() for name in each.names}
    names = {name for name, _ in rendering.style_names() if not rendering.find_style(name).parent}
    assert known.keys() <= names
    assert len(names - known.keys()) < 0.05 * len(names)  # notes alone, or beyond what is printed
    for name in ("ccsvi-page", "apa", "nature"):
        assert probes.shapes_of(rendering.Style.named(name)) == known[name].shapes, "run make shapes"


def test_a_shape_has_no_value_in_it():
    item = Reference(WORKS[0])
    found = shapes.shape(
        "Rose, A. M., & Sørensen, B. (2015). Narrow veins and wide claims in neurology. J Tests, 80(4), 392–9. doi:10.5555/vein",
        item,
    )
    assert found.body == "A (Y). T. J Tests, V(I), R–r. doi:D"
    assert found.names == "F, i. |, & "
