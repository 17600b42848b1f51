"""Small styles, each a tree of elements and attributes drawn at random: they have what no packaged style combines."""
# ruff: noqa: E501 - what is drawn from is read whole

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from xml.sax.saxutils import quoteattr

from benchmarks.differences.values import LABELS, ROLES, TYPES

_TEXTS = (
    "title title title container-title publisher publisher-place DOI URL genre note status event-title medium archive abstract "
    "collection-title title-short container-title-short version language original-title volume-title call-number authority"
).split()
_NUMBERS = "volume issue page number edition collection-number chapter-number number-of-pages number-of-volumes section".split()
_DATES = "issued issued issued issued accessed original-date event-date submitted".split()
_TERMS = (
    "in and et-al ibid no-date editor accessed retrieved from page volume edition anonymous online cited at".split()
)
_AFFIXES = (
    ("(", ")"), (" (", ")"), ("[", "]"), (", ", ""), (". ", ""), (" ", ""), ("", ","), ("", "."), ("", ": "), ("", "; "), ("no. ", ""),
    (": ", ""), (" – ", ""), ("in ", ""), ("", ", in"), ("", " "), ("“", "”"),
)  # fmt: skip
_DELIMITERS = (", ", ", ", ". ", ". ", " ", " ", "; ", ": ", "", "/", ",")
_VALUES = ("see", "In:", "p.", "and", "No", "et al.")
_CASES = "lowercase uppercase capitalize-first capitalize-all sentence title".split()
_PLACES = "always never contextual after-inverted-name".split()
_FONTS = (
    ("font-style", ("italic", "normal", "oblique")),
    ("font-weight", ("bold", "normal", "light")),
    ("font-variant", ("small-caps",)),
    ("text-decoration", ("underline",)),
    ("vertical-align", ("sup", "sub")),
)
_NAME_OPTIONS: dict[str, tuple[str, ...]] = {
    "and": ("text", "symbol"),
    "delimiter-precedes-last": tuple(_PLACES),
    "delimiter-precedes-et-al": tuple(_PLACES),
    "et-al-min": ("1", "2", "3", "4", "8"),
    "et-al-use-first": ("1", "2", "3"),
    "et-al-use-last": ("true", "false"),
    "et-al-subsequent-min": ("2", "3"),
    "et-al-subsequent-use-first": ("1", "2"),
    "initialize": ("true", "false"),
    "initialize-with": (".", ". ", "", " "),
    "name-as-sort-order": ("first", "all"),
    "sort-separator": (", ", " ", "", "; "),
}

Children = list[str]


def style(chance: Random, note: bool | None = None) -> str:
    """Return the XML of a style."""
    kind = chance.choice(("in-text", "note")) if note is None else "note" if note else "in-text"
    attributes = {"xmlns": "http://purl.org/net/xbiblio/csl", "class": kind, "version": "1.0"}
    attributes |= _some(chance, 0.4, **{
        "page-range-format": ("chicago", "chicago-16", "expanded", "minimal", "minimal-two"),
        "demote-non-dropping-particle": ("never", "sort-only", "display-and-sort"),
        "initialize-with-hyphen": ("true", "false"),
        "default-locale": ("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "nl-NL"),
    })  # fmt: skip
    attributes |= _some(chance, 0.06, **_NAME_OPTIONS)
    tree = _Tree(chance)
    macros = [_element("macro", {"name": f"m{number}"}, tree.macro(number)) for number in range(chance.randint(2, 5))]
    info = "<info><title>drawn</title><id>drawn</id><updated>2020-01-01T00:00:00Z</updated></info>"
    return _element("style", attributes, [info, *macros, _citation(tree), _bibliography(tree)])


def _citation(tree: _Tree) -> str:
    chance = tree.chance
    attributes = _some(chance, 0.3, **{
        "disambiguate-add-names": ("true",),
        "disambiguate-add-givenname": ("true",),
        "disambiguate-add-year-suffix": ("true",),
        "givenname-disambiguation-rule": ("all-names", "all-names-with-initials", "primary-name", "primary-name-with-initials", "by-cite"),
        "collapse": ("citation-number", "year", "year-suffix", "year-suffix-ranged"),
        "cite-group-delimiter": _DELIMITERS[:4],
        "after-collapse-delimiter": _DELIMITERS[:4],
        "year-suffix-delimiter": (",", ", "),
        "near-note-distance": ("2", "5"),
    })  # fmt: skip
    attributes |= _some(chance, 0.06, **_NAME_OPTIONS)
    layout = _element("layout", tree.around(0.3) | {"delimiter": chance.choice(_DELIMITERS)}, tree.cite())
    return _element("citation", attributes, [*tree.sort(), layout])


def _bibliography(tree: _Tree) -> str:
    chance = tree.chance
    attributes = _some(chance, 0.25, **{
        "subsequent-author-substitute": ("———", "--", ""),
        "subsequent-author-substitute-rule": ("complete-all", "complete-each", "partial-each", "partial-first"),
        "second-field-align": ("flush", "margin"),
        "hanging-indent": ("true",),
    })  # fmt: skip
    attributes |= _some(chance, 0.06, **_NAME_OPTIONS)
    affixes = {"suffix": "."} if chance.random() < 0.6 else tree.around(0.2)
    layout = _element("layout", affixes, tree.entry())
    return _element("bibliography", attributes, [*tree.sort(), layout])


def _some(chance: Random, share: float, **known: Sequence[str]) -> dict[str, str]:
    """Return this share of the attributes, each with one of its values."""
    return {name: chance.choice(values) for name, values in known.items() if chance.random() < share}


def _element(name: str, attributes: dict[str, str], children: Children | None = None) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


class _Tree:
    """Draws elements; macros of lower numbers can be called by those of higher ones."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.macros = 0

    def macro(self, number: int) -> Children:
        """Return what the macro of this number holds; the first is of names, the second of a date."""
        rows: tuple[Callable[[], str], ...] = (self.names, self.date)
        content = [rows[number]()] if number < len(rows) else self.children(2, 3)
        self.macros = number + 1
        return content

    def cite(self) -> Children:
        """Return the content of the layout of citations: a number, names and date, or anything, and a locator."""
        shape = self.chance.random()
        if shape < 0.2:
            return [_element("text", {"variable": "citation-number"} | self.around(0.1)), *self.locator(0.5)]
        first = [self.call(0), self.call(1)] if shape < 0.6 else self.children(2, 3)
        group = _element("group", {"delimiter": self.chance.choice(_DELIMITERS)}, [*first, *self.locator(0.6)])
        return [self.later(group)] if self.chance.random() < 0.3 else [group]

    def later(self, group: str) -> str:
        """Return a choice of what is printed by positions."""
        position = self.chance.choice(("ibid", "subsequent", "ibid-with-locator", "near-note", "first"))
        short = (
            [self.call(0), *self.locator(0.7)] if self.chance.random() < 0.5 else [self.element(2), *self.locator(0.7)]
        )
        return _element("choose", {}, [_element("if", {"position": position}, short), _element("else", {}, [group])])

    def entry(self) -> Children:
        """Return the content of the layout of entries."""
        number = (
            [_element("text", {"variable": "citation-number", "suffix": ". "})] if self.chance.random() < 0.2 else []
        )
        first = [self.call(0), self.call(1)] if self.chance.random() < 0.6 else []
        row = [*first, *self.children(2, 5)]
        if self.chance.random() < 0.5:
            row = [_element("group", {"delimiter": self.chance.choice(_DELIMITERS)}, row)]
        return [*number, *row]

    def sort(self) -> Children:
        """Return cs:sort, or nothing."""
        if self.chance.random() < 0.4:
            return []
        keys = [self.key() for _ in range(self.chance.randint(1, 3))]
        return [_element("sort", {}, keys)]

    def key(self) -> str:
        known = [
            *({"macro": f"m{number}"} for number in range(self.macros)),
            *({"variable": name} for name in ("issued", "title", "author")),
        ]
        return _element("key", self.chance.choice(known) | _some(self.chance, 0.3, sort=("descending", "ascending")))

    def call(self, number: int) -> str:
        return _element("text", {"macro": f"m{number}"} | self.around(0.15))

    def locator(self, share: float) -> Children:
        """Return a locator with or without its label."""
        if self.chance.random() > share:
            return []
        label = (
            [_element("label", {"variable": "locator"} | self.label_options())] if self.chance.random() < 0.6 else []
        )
        locator = _element("text", {"variable": "locator"} | self.around(0.1))
        return [_element("group", {"delimiter": self.chance.choice((" ", "", ". "))}, [*label, locator])]

    def children(self, depth: int, most: int) -> Children:
        return [self.element(depth) for _ in range(self.chance.randint(1, most))]

    def element(self, depth: int) -> str:
        """Return any rendering element, none with children below the depth."""
        leaves = (self.text, self.text, self.number, self.date, self.names, self.labelled, self.term)
        group, choose = partial(self.group, depth - 1), partial(self.choose, depth - 1)
        return self.chance.choice((*leaves, group, group, choose) if depth else leaves)()

    def around(self, share: float) -> dict[str, str]:
        """Return affixes and fonts."""
        name, values = self.chance.choice(_FONTS)
        around = zip(("prefix", "suffix"), self.chance.choice(_AFFIXES), strict=True)
        found = {key: text for key, text in around if text} if self.chance.random() < share else {}
        return found | _some(self.chance, share / 2, **{name: values})

    def text(self) -> str:
        attributes = {"variable": self.chance.choice(_TEXTS)} | self.around(0.3)
        attributes |= _some(
            self.chance,
            0.12,
            **{"text-case": _CASES, "quotes": ("true",), "form": ("short",), "strip-periods": ("true",)},
        )
        if self.macros and self.chance.random() < 0.3:
            attributes = {"macro": f"m{self.chance.randrange(self.macros)}"} | self.around(0.3)
        return _element("text", attributes)

    def number(self) -> str:
        attributes = {"variable": self.chance.choice(_NUMBERS)} | self.around(0.3)
        if self.chance.random() < 0.5:
            return _element("text", attributes)
        attributes |= _some(self.chance, 0.4, form=("numeric", "ordinal", "long-ordinal", "roman"))
        return _element("number", attributes | _some(self.chance, 0.08, **{"text-case": _CASES}))

    def term(self) -> str:
        if self.chance.random() < 0.3:
            return _element("text", {"value": self.chance.choice(_VALUES)} | self.around(0.2))
        attributes = {"term": self.chance.choice(_TERMS)} | self.around(0.2)
        attributes |= _some(self.chance, 0.2, form=("short", "long", "verb", "symbol"), plural=("true",))
        return _element("text", attributes | _some(self.chance, 0.15, **{"text-case": _CASES}))

    def label_options(self) -> dict[str, str]:
        found = _some(self.chance, 0.3, form=("short", "long", "symbol"), plural=("always", "never", "contextual"))
        return found | self.around(0.1) | _some(self.chance, 0.1, **{"text-case": _CASES, "strip-periods": ("true",)})

    def labelled(self) -> str:
        """Return a number with its label before or behind it."""
        name = self.chance.choice(_NUMBERS[:6])
        row = [
            _element("label", {"variable": name} | self.label_options()),
            _element("number", {"variable": name} | self.around(0.1)),
        ]
        if self.chance.random() < 0.3:
            row.reverse()
        return _element("group", {"delimiter": self.chance.choice((" ", "", ". "))}, row)

    def date(self) -> str:
        attributes = {"variable": self.chance.choice(_DATES)} | self.around(0.25)
        if self.chance.random() < 0.4:
            attributes |= {"form": self.chance.choice(("text", "numeric"))}
            attributes |= _some(self.chance, 0.5, **{"date-parts": ("year", "year-month", "year-month-day")})
            return _element("date", attributes | _some(self.chance, 0.08, **{"text-case": _CASES}))
        attributes |= _some(self.chance, 0.3, delimiter=_DELIMITERS)
        return _element("date", attributes, self.date_parts())

    def date_parts(self) -> Children:
        forms = {
            "year": ("long", "short"),
            "month": ("long", "short", "numeric", "numeric-leading-zeros"),
            "day": ("numeric", "numeric-leading-zeros", "ordinal"),
        }
        chosen = self.chance.choice(
            (("year",), ("year",), ("month", "year"), ("day", "month", "year"), ("year", "month", "day"))
        )
        return [
            _element("date-part", {"name": name} | self.around(0.15) | _some(self.chance, 0.3, form=forms[name], **{"range-delimiter": ("–", "/")} if self.chance.random() < 0.2 else {}))
            for name in chosen
        ]  # fmt: skip

    def names(self) -> str:
        roles = self.chance.choice(
            ("author", "author", "author", "author", "editor", "editor translator", self.chance.choice(ROLES))
        )
        name = _some(self.chance, 0.22, **_NAME_OPTIONS) | _some(
            self.chance, 0.3, form=("short", "long", "count"), delimiter=_DELIMITERS[:4]
        )
        if name.get("form") == "count" and self.chance.random() < 0.8:
            del name["form"]
        parts = [
            _element("name-part", {"name": part} | self.around(0.3) | _some(self.chance, 0.4, **{"text-case": ("uppercase", "capitalize-first", "lowercase")}))
            for part in ("family", "given") if self.chance.random() < 0.12
        ]  # fmt: skip
        children = [_element("name", name, parts)]
        if self.chance.random() < 0.15:
            children.append(_element("et-al", {"term": self.chance.choice(("et-al", "and others"))} | self.around(0.2)))
        if self.chance.random() < 0.4:
            place = self.chance.choice((0, len(children)))
            children.insert(place, _element("label", self.label_options()))
        if self.chance.random() < 0.5:
            children.append(_element("substitute", {}, self.substitutes()))
        attributes = {"variable": roles} | self.around(0.15) | _some(self.chance, 0.1, delimiter=_DELIMITERS[:4])
        return _element("names", attributes, children)

    def substitutes(self) -> Children:
        rows: list[str] = [
            _element("names", {"variable": role}) for role in ("editor", "translator") if self.chance.random() < 0.5
        ]
        last = (
            _element("text", {"variable": "title"} | self.around(0.2)),
            _element("text", {"term": "anonymous"}),
            self.text(),
        )
        return [*rows, self.chance.choice(last)]

    def group(self, depth: int = 0) -> str:
        attributes = {"delimiter": self.chance.choice(_DELIMITERS)} | self.around(0.2)
        return _element(
            "group", attributes | _some(self.chance, 0.03, display=("block", "indent")), self.children(depth, 4)
        )

    def choose(self, depth: int = 0) -> str:
        branches = [_element("if", self.condition(), self.children(depth, 2))]
        while self.chance.random() < 0.3:
            branches.append(_element("else-if", self.condition(), self.children(depth, 2)))
        if self.chance.random() < 0.6:
            branches.append(_element("else", {}, self.children(depth, 2)))
        return _element("choose", {}, branches)

    def condition(self) -> dict[str, str]:
        kinds: tuple[tuple[str, Sequence[str]], ...] = (
            ("type", TYPES), ("type", TYPES), ("variable", (*_TEXTS, *_NUMBERS, *ROLES, "issued", "accessed", "locator")),
            ("is-numeric", _NUMBERS), ("is-uncertain-date", ("issued", "original-date")), ("locator", LABELS),
            ("position", ("first", "subsequent", "ibid", "near-note")), ("disambiguate", ("true",)),
        )  # fmt: skip
        name, known = self.chance.choice(kinds)
        count = 1 if name == "disambiguate" else self.chance.choice((1, 1, 2, 3))
        values = dict.fromkeys(self.chance.choice(known) for _ in range(count))
        return {name: " ".join(values)} | _some(self.chance, 0.4, match=("any", "all", "none"))
