"""What the compilation of a style knows: its macros, the area being compiled, the locale, inherited name options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import Known, Render
from ccsvi_refs.csl.item import Kind
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import Piece
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

NameWriter = Callable[[PersonalName, bool, int], list[Piece]]
"""Returns a name with what cs:name has around it: whether inverted, and how much of the given name is shown."""

Compile = Callable[[Element, "Scope"], Render]

NAME_ATTRIBUTES = (
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first", "et-al-use-last",
    "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize", "initialize-with", "name-as-sort-order",
    "sort-separator",
)  # fmt: skip
_OF_DOCUMENTS = ("citation-label", "citation-number", "year-suffix")
"""Number variables that the document fills."""

_BRANCHES = ("if", "else-if", "else", "substitute")
_RENAMED = {"name-form": "form", "name-delimiter": "delimiter", "names-delimiter": "names-delimiter"}


@dataclass(slots=True)
class Scope:
    """One compilation of one area: ``citation``, ``bibliography``, or a sort key of either.

    ``limits`` are the name options of a sort key, which override those of cs:name itself; ``strict`` keeps to the
    letter of the specification where official styles do not. While compiling, ``beside`` is the variable that a label
    stands beside, ``prints`` are the variables that macros print first, ``alternatives`` tells whether the
    elements stand in for one another (cs:substitute, and cs:choose right inside it), and ``blocks`` tells whether
    anything so far is a block of its own; ``labels`` are the terms that stand beside an element as labels; ``leads``
    tells whether it opens a macro or a bare group, and ``depth`` counts the parentheses around it. With a
    ``kind`` the result is for items of that kind alone, in ``bare`` cites, which have no locator, or in those with one.
    ``name_writers`` are shared by the compilations of an area; ``wraps`` are what a caller puts around variables.
    """

    macros: Mapping[str, Element]
    locale: Locale
    style: Mapping[str, str]
    area: str
    names: Mapping[str, str]
    compilers: Mapping[str, Compile]
    sorting: bool = False
    limits: Mapping[str, str] = field(default_factory=dict)
    links: bool = False
    suffix_variable: bool = False
    strict: bool = False
    beside: str = ""
    prints: dict[str, str] = field(default_factory=dict)
    blocks: bool = False
    delimiter: str = ""
    compiled: dict[str, Render] = field(default_factory=dict)
    substitute: Element | None = None
    alternatives: bool = False
    labels: frozenset[str] = frozenset()
    leads: bool = False
    depth: int = 0
    wraps: Wraps = field(default_factory=dict)
    kind: Kind | None = None
    bare: bool = False
    known: Known = field(default_factory=Known)
    name_writers: dict[tuple[object, ...], NameWriter] = field(default_factory=dict)

    def narrowed(self, kind: Kind, bare: bool) -> Scope:
        """Return the scope of one more compilation, for items of one kind, in cites with a locator or without."""
        fresh = replace(self, known=Known(), compiled={}, delimiter="", substitute=None, alternatives=False)
        fresh.kind, fresh.bare = kind, bare
        return fresh

    def lacks(self, variable: str) -> bool:
        """Tell whether a variable is sure to be empty: by the kind of the items, and what a bibliography never has."""
        if self.kind is None or variable in _OF_DOCUMENTS:
            return False
        if variable == "locator":
            return self.bare
        if variable == "first-reference-note-number":
            return self.area == "bibliography"
        if variable == "page-first" and "page" in self.kind.filled:
            return False
        return variable not in self.kind.filled

    @property
    def opens_sentences(self) -> bool:
        """Tell whether a term that opens a citation or an entry begins a sentence: not so in the running text."""
        return not self.sorting and (self.area == "bibliography" or self.style.get("class") == "note")

    def compile(self, element: Element) -> Render:
        """Return the compiled element."""
        compiler = self.compilers.get(element.name)
        if compiler is None:
            raise StyleError(f"<{element.name}> cannot stand here", element.location)
        return compiler(element, self)

    def children(self, element: Element) -> list[Render]:
        """Return the compiled children of an element."""
        renders = []
        outer = self.labels, self.leads, self.beside
        self.labels = _labels(element.children)
        self.leads = _is_bare(element) or (self.leads and element.name in _BRANCHES)
        for number, child in enumerate(element.children):
            if child.name == "label":
                alone = element.name in _BRANCHES and len(element.children) == 1
                self.beside = outer[2] if alone else self._beside(element.children, number)
            elif child.name == "choose":
                self.beside = next(map(self._printed, element.children[number + 1 :]), "")
            renders.append(self.compile(child))
            self.leads = False
        self.labels, self.leads, self.beside = outer
        return renders

    def _beside(self, children: Sequence[Element], number: int) -> str:
        """Return the variable that is printed after a label, and after what it labels; else the one right before it."""
        own = children[number].attrs.get("variable")
        after = children[number + 1 :]
        others = [child for child in after if child.attrs.get("variable") != own]
        before = children[max(number - 1, 0) : number] if len(others) == len(after) else ()
        if number > 1 and "term" in children[number - 2].attrs:
            before = ()  # a term labels the number before already
        return next(filter(None, map(self._printed, [*others[:1], *before])), "")

    def _printed(self, element: Element) -> str:
        """Return the variable that an element prints first, if it has no label of its own."""
        if element.name in ("names", "date", "label"):
            return ""
        if variable := element.attrs.get("variable"):
            return variable
        macro = element.attrs.get("macro", "")
        if macro not in self.prints:
            inner = self.macros.get(macro, element).children
            labelled = any(child.name == "label" for child in inner)
            found = "" if labelled else next(filter(None, map(self._printed, inner)), "")
            if not macro:
                return found
            self.prints[macro] = found
        return self.prints[macro]

    def within(self, delimiter: str, element: Element) -> list[Render]:
        """Return the compiled children, to which a delimiter applies, also inside cs:choose."""
        outer = self.delimiter, self.alternatives
        self.delimiter, self.alternatives = delimiter, element.name == "substitute"
        try:
            return self.children(element)
        finally:
            self.delimiter, self.alternatives = outer

    @property
    def nests(self) -> bool:
        """Tell whether parentheses inside others become brackets, as notes have them in official styles."""
        return self.area == "citation" and self.style.get("class") == "note" and not (self.sorting or self.strict)

    def inside(self, prefix: str) -> int:
        """Return how deep in parentheses stands what follows this prefix."""
        return self.depth + prefix.count("(") - prefix.count(")") if self.nests else 0

    def macro(self, name: str, caller: Element) -> Render:
        """Return a macro; each is compiled once for an area: at once for a kind of items, else when first rendered."""
        key = f"({name}" if self.depth % 2 else name
        render = self.compiled.get(key)
        if render is None:
            element = self.macros.get(name)
            if element is None:
                raise StyleError(f"there is no macro {name!r}", caller.location)
            render = self.known.like(self._when_called(element)) if self.kind is None else self._body(element)
            self.compiled[key] = render
        return render

    def _body(self, element: Element) -> Render:
        """Return what a macro holds, compiled as if nothing stood around it."""
        outer, self.substitute = self.substitute, None
        found = self.known.group(self.within("", element))
        self.substitute = outer
        return found

    def _when_called(self, element: Element) -> Render:
        inner: Render | None = None
        depth = self.depth

        def render(cite: Cite, out: list[Piece]) -> int:
            nonlocal inner
            if inner is None:
                outer, self.depth = self.depth, depth
                inner = self._body(element)
                self.depth = outer
            return inner(cite, out)

        return render


def _labels(children: Sequence[Element]) -> frozenset[str]:
    """Return the terms that elements print as labels: cs:label's variables, and terms set as text."""
    labelled = (child.attrs.get("variable", "") for child in children if child.name == "label")
    termed = (child.attrs.get("term", "") for child in children if child.name == "text")
    return frozenset(filter(None, (*map(numbers.own_label, labelled), *termed)))


def _is_bare(element: Element) -> bool:
    """Tell whether an element is a macro, or a group that adds nothing in front."""
    return element.name == "macro" or (element.name == "group" and element.attrs.keys() <= {"delimiter", "suffix"})


def name_options(attrs: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the inheritable name options of cs:style, cs:citation or cs:bibliography over those inherited.

    https://docs.citationstyles.org/en/stable/specification.html#inheritable-name-options
    """
    options = dict(inherited)
    options.update((name, attrs[name]) for name in NAME_ATTRIBUTES if name in attrs)
    options.update((short, attrs[name]) for name, short in _RENAMED.items() if name in attrs)
    return options
