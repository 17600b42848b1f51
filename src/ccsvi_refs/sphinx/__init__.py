"""Checks the references and links of a Sphinx project while it is built: ``extensions = ["ccsvi_refs.sphinx"]``.

Sphinx's side of it: https://www.sphinx-doc.org/en/master/extdev/index.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccsvi_refs._version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Each value of conf.py behind the prefix ``ccsvi_refs_``: its default, and its types.
_VALUES: dict[str, tuple[object, frozenset[type]]] = {
    "check": (True, frozenset({bool})),
    "links": (True, frozenset({bool})),
    "offline": (None, frozenset({bool, type(None)})),
    "registries": (None, frozenset({list, tuple, type(None)})),
    "fail_on": ("warning", frozenset({str})),
    "rules": ({}, frozenset({dict})),
    "exclude": ([], frozenset({list, tuple})),
    "lock": ("", frozenset({str})),
    "report": ("", frozenset({str})),
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the check, its values and its builder; nothing is read and nobody asked before a build."""
    from ccsvi_refs.sphinx import checking, gathering
    from ccsvi_refs.sphinx.builder import ReferencesBuilder

    for name, (default, types) in _VALUES.items():
        app.add_config_value(f"ccsvi_refs_{name}", default, "", types)
    app.add_builder(ReferencesBuilder)
    app.connect("builder-inited", checking.planned)
    app.connect("include-read", gathering.note_included)
    app.connect("env-purge-doc", gathering.forget_included)
    app.connect("env-merge-info", gathering.merge_included)
    app.connect("env-updated", checking.check)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
