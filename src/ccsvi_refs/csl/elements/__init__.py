"""Rendering elements, one module each: what it reads from the style, compiled to a function of a cite."""

from __future__ import annotations

from collections.abc import Mapping

from ccsvi_refs.csl.elements.choose import compile_choose
from ccsvi_refs.csl.elements.date import compile_date
from ccsvi_refs.csl.elements.group import compile_group
from ccsvi_refs.csl.elements.label import compile_label
from ccsvi_refs.csl.elements.layout import compile_layout
from ccsvi_refs.csl.elements.names import compile_names
from ccsvi_refs.csl.elements.number import compile_number
from ccsvi_refs.csl.elements.text import compile_text
from ccsvi_refs.csl.scope import Compile

COMPILERS: Mapping[str, Compile] = {
    "choose": compile_choose,
    "date": compile_date,
    "group": compile_group,
    "label": compile_label,
    "layout": compile_layout,
    "names": compile_names,
    "number": compile_number,
    "text": compile_text,
}
