"""Every address of an entry is a link, wherever and however a program wrote it."""

import pytest

from ccsvi_refs import formats


def urls(text, form):
    return [(link.url, link.location.line) for link in formats.read(text, form).links]


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("url={https://a.example/1 https://b.example/2}", ["https://a.example/1", "https://b.example/2"]),
        ("url={https://a.example/x; https://b.example/y}", ["https://a.example/x", "https://b.example/y"]),
        ("url={https://a.example/x;https://b.example/y}", ["https://a.example/x", "https://b.example/y"]),
        ("url={www.a.example/x}", ["http://www.a.example/x"]),
        ("url={a.example/x}", ["http://a.example/x"]),
        ("url={\\url{https://a.example/u\\_v}}", ["https://a.example/u_v"]),
        ("note={See \\url{https://a.example/n\\_x} and https://b.example/y.}", ["https://a.example/n_x", "https://b.example/y"]),
        ("booktitle={A \\href{https://a.example/h}{title}}", ["https://a.example/h"]),
        ("howpublished={\\href{https://a.example/h}{Here}}", ["https://a.example/h"]),
        ("archiveurl={https://a.example/a}, pdf={https://b.example/p.pdf}", ["https://a.example/a", "https://b.example/p.pdf"]),
        ("bdsk-url-1={https://a.example/b}, url={https://a.example/b}", ["https://a.example/b"]),
        ("url={https://a.example/a$\\sim$b/{\\_}c\\%20d\\&e}", ["https://a.example/a~b/_c%20d&e"]),
        ("doi={10.1000/xyz}, url={https://doi.org/10.1000/xyz}", ["https://doi.org/10.1000/xyz"]),
        ("abstract={See https://a.example/no}, file={:/x/https://a.example/no.pdf:PDF}", []),
    ],
)  # fmt: skip
def test_bibtex(field, found):
    entry = f"@misc{{a, title={{A title}}, author={{Rossi, M}}, year=2011,\n{field}}}\n"
    assert urls(entry, "bibtex") == [(url, 2) for url in found]


def test_a_second_address_does_not_spoil_the_first():
    entry = "@misc{a, title={T}, url={https://a.example/1 https://b.example/2}}"
    assert formats.read(entry, "bibtex")["a"].data["URL"] == "https://a.example/1"


RIS = """TY  - JOUR
TI  - One title of a paper
AU  - Rossi, M
UR  - https://a.example/1
UR  - https://b.example/2
L1  - https://a.example/3.pdf
L4  - www.a.example/4
LK  - https://a.example/5;https://a.example/6
N1  - see https://a.example/7.
L2  - https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2
N2  - An abstract with https://a.example/no
L1  - file:///home/me/paper.pdf
ER  -
"""


def test_ris():
    sici = "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    found = urls(RIS, "ris")
    assert found[0] == ("https://a.example/1", 4)
    assert {url: line for url, line in found if "doi.org" not in url} == {
        "https://a.example/1": 4, "https://b.example/2": 5, "https://a.example/3.pdf": 6, "http://www.a.example/4": 7,
        "https://a.example/5": 8, "https://a.example/6": 8, "https://a.example/7": 9,
    }  # fmt: skip
    assert (sici, 10) in found
