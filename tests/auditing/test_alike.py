"""Many references that are alike are compared a bounded number of times, and the same work is found among them."""

from ccsvi_refs.auditing.duplicates import duplicates
from ccsvi_refs.matching import works
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving import Resolution


def cited(number, title, **fields):
    data = {"id": f"r{number}", "type": "article-journal", "title": title, "volume": "1", "page": "1-2"} | fields
    reference = Reference(data)
    return Resolution(reference, "unavailable")


def compared(monkeypatch, resolutions):
    """Return the findings, and how many pairs were compared."""
    pairs = []
    same = works.same
    monkeypatch.setattr(works, "same", lambda a, b: bool(pairs.append(1)) or same(a, b))
    return list(duplicates(resolutions)), len(pairs)


def alike(number):
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    tail = " ".join(words[int(digit)] for digit in f"{number:04}")
    return f"Chronic insufficiency of the cerebrospinal veins {tail}"


def test_the_number_of_comparisons_grows_with_the_number_of_references(monkeypatch):
    _, few = compared(monkeypatch, [cited(n, alike(n), page=str(n)) for n in range(400)])
    monkeypatch.undo()
    _, many = compared(monkeypatch, [cited(n, alike(n), page=str(n)) for n in range(1600)])
    assert many < 4.5 * few
    assert few <= 400 * 130


def test_the_same_title_is_found_among_hundreds_that_begin_alike(monkeypatch):
    cases = [cited(n, alike(n), page=str(n)) for n in range(600)]
    again = cited(600, alike(577), page="577")
    findings, _ = compared(monkeypatch, [*cases, again])
    assert [(finding.reference, finding.message) for finding in findings if finding.reference == "r600"] == [
        ("r600", "cites the same work as r577")
    ]


def test_the_same_work_a_thousand_times_is_compared_once_each(monkeypatch):
    findings, pairs = compared(monkeypatch, [cited(n, alike(1)) for n in range(1000)])
    assert len(findings) == 999
    assert {finding.message for finding in findings} == {"cites the same work as r0"}
    assert pairs == 999
