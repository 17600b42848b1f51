"""What ours prints when a cause of differences holds: the texts that citeproc-js should have printed because of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations, product

from benchmarks.differences.asking import About


def reordered(about: About) -> Iterator[str]:
    """Yield the citation with its cites in each other order."""
    for order in permutations(about["cites"]):
        yield about["again"](cites=list(order), sorts=False)


def with_ibid(about: About) -> Iterator[str]:
    """Yield the citation as if its first cite followed one of the same work."""
    first, *others = about["cites"]
    for position in (2, 3):
        yield about["again"](cites=[{**first, "position": position}, *others])


def with_later_limits(about: About) -> Iterator[str]:
    """Yield the text as if first cites had the limits of later ones."""
    xml = about["xml"]
    names = ("min", "use-first")
    found = {name: re.search(rf'et-al-subsequent-{name}="(\d+)"', xml) for name in names}
    for name, limit in found.items():
        if limit is not None:
            xml = re.sub(rf' et-al-{name}="\d+"', "", xml)
            xml = xml.replace(f"et-al-subsequent-{name}=", f"et-al-{name}=")
    yield about["again"](xml=xml)


def without_after_collapse(about: About) -> Iterator[str]:
    """Yield the citation with the delimiter for collapsed groups between some of its cites, or all."""
    xml = about["xml"]
    found = re.search(r'after-collapse-delimiter="([^"]*)"', xml)
    if found is None or "cites" not in about:
        return
    head, layout, rest = xml.partition("<layout")
    usual = re.match(r'[^>]* delimiter="([^"]*)"', rest)
    xml = head.replace(found[0], 'after-collapse-delimiter="\ue000"') + layout
    marked = about["again"](xml=xml + re.sub(r'delimiter="[^"]*"', 'delimiter="\ue000"', rest, count=1))
    first, *parts = marked.split("\ue000")
    if len(parts) > 4:
        return
    for joints in product((usual[1] if usual else "", found[1]), repeat=len(parts)):
        yield first + "".join(joint + part for joint, part in zip(joints, parts, strict=True))


def with_conditions(about: About) -> Iterator[str]:
    """Yield the text as if what tells cites apart were printed where it does not."""
    condition = re.compile(r'<(if|else-if)\b[^>]*disambiguate="true"[^>]*?(/?)>')
    always = r'<\1 match="none" type="none-such"\2>'
    yield about["again"](xml=condition.sub(always, about["xml"]))


def with_terms_of_all_regions(about: About) -> Iterator[str]:
    """Yield the text as if the terms that a style has for one region counted in each."""
    yield about["again"](xml=re.sub(r'(<locale xml:lang="[a-z]{2})-[A-Z]{2}"', r'\1"', about["xml"]))


def with_initialize_off(about: About) -> Iterator[str]:
    """Yield the text as if names could not make initials again that cs:style or the whole citation does not."""
    yield about["again"](xml=about["xml"].replace(' initialize="true"', ' initialize="false"'))


def with_one_group(about: About) -> Iterator[str]:
    """Yield the citation as if all its cites, which have no names, were one group."""
    found = re.search(r'cite-group-delimiter="([^"]*)"', about["xml"])
    head, layout, rest = about["xml"].partition("<layout")
    delimiter = f'delimiter="{found[1] if found else ", "}"'
    yield about["again"](xml=head + layout + re.sub(r'delimiter="[^"]*"', delimiter, rest, count=1))


def with_old_event(about: About) -> Iterator[str]:
    """Yield the text as if the old name of an event's title were a variable of its own."""
    xml = re.sub(r'variable="[^"]*"', lambda found: re.sub(r"\bevent\b(?!-)", "annote", found[0]), about["xml"])
    yield about["again"](xml=xml, item=old_event)


def old_event(item: About) -> About:
    """Return an item with its event in another field."""
    return {"annote" if name == "event" else name: value for name, value in item.items() if name != "annote"}


def with_names(about: About) -> Iterator[str]:
    """Yield the citation with the names, or what stands for them, that its cites leave out."""
    cites = [{name: value for name, value in cite.items() if name != "suppress-author"} for cite in about["cites"]]
    whole = about["again"](cites=cites, mode="")
    yield whole
    if about.get("mode") == "composite":
        yield f"{about['again'](cites=about['cites'][:1], mode='author-only')} {whole}"


def with_authors_counted(about: About) -> Iterator[str]:
    """Yield the text as if citations that name authors alone were cites, after which later ones come short."""
    if about.get("mode") == "author-only":
        yield from _named_alone(about)
    else:
        yield about["again"](counts=True)


def _named_alone(about: About) -> Iterator[str]:
    """Yield the authors of a citation that names them alone, as a first cite has them, with labels left behind them."""
    for told in _names_of(about):
        yield told
        if _left_over(about["texts"][0], told):
            yield about["texts"][0]


def with_authors_back(about: About) -> Iterator[str]:
    """Yield the citation as if its mode did not leave out its authors."""
    for counts in (False, True):
        yield about["again"](mode="", counts=counts)
    for place, cite in enumerate(about["cites"]):
        others = [one for number, one in enumerate(about["cites"]) if number != place]
        yield about["again"](cites=[{**cite, "suppress-author": True}, *others], mode="")
    half, twice = about["texts"][0][: len(about["texts"][0]) // 2], about["texts"][0]
    if twice == f"{half} {half}" and any(_left_over(half, told) for told in _names_of(about)):
        yield twice


def _names_of(about: About) -> Iterator[str]:
    """Yield the authors that a citation names, as first and as later cites have them, and those of each work alone."""
    alone = [[cite] for cite in about["cites"]] if len(about["cites"]) > 1 else []
    for position in (0, 1):
        for cites in (about["cites"], *alone):
            yield about["again"](cites=[{**cite, "position": position} for cite in cites], mode="author-only")


def _left_over(text: str, names: str) -> bool:
    """Tell whether a text is these names and nothing behind them but marks and labels of what is not printed."""
    rest = text.removeprefix(names)
    return text.startswith(names) and bool(re.fullmatch(r"(?:[.,;: ]+[^\s\d.,;:]{0,14}[.:]?){0,5}", rest))


def with_near_notes(about: About) -> Iterator[str]:
    """Yield the text as if each later cite stood near the one before."""
    if "cites" not in about:
        return
    xml = about["xml"].replace('position="near-note', 'position="subsequent near-note')
    yield about["again"](xml=xml)
    yield about["again"](xml=re.sub(r'position="near-note"', 'position="subsequent ibid"', about["xml"]))
