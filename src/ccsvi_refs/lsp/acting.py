"""Findings → what an editor offers to do about them: the edits that ``ccsvi-refs fix`` would write, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from ccsvi_refs import examining
from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes as correcting
from ccsvi_refs.correcting import fixing
from ccsvi_refs.correcting.changes import Change, Choice
from ccsvi_refs.correcting.fixing import How
from ccsvi_refs.errors import InputError
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.lsp.checking import Checked
from ccsvi_refs.lsp.diagnosing import Told, provenance
from ccsvi_refs.lsp.documents import Read
from ccsvi_refs.model import Bibliography
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.text.printing import one_line

#: All that is certain, in one action; editors run it when they save, where their user wants that.
FIX_ALL = "source.fixAll.ccsvi-refs"
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Editor:
    """What an editor can do: take edits of a version of a document, and ask for an action's edits when it is chosen."""

    versions: bool = True
    waits: bool = True


def actions(
    checked: Checked, told: Sequence[Told], where: Range, only: Sequence[str] | None, job: Job, editor: Editor
) -> list[CodeAction]:
    """Return what can be done about the findings in a range; ``only`` are the kinds of action that are asked for."""
    read = checked.read
    if read is None or fixing.refusal(read.kind):
        return []
    found: list[CodeAction] = []
    if _is_asked(CodeActionKind.QuickFix, only):
        start, end = read.places.offset(where.start), read.places.offset(where.end)
        here = [each for each in told if each.span[0] <= end and start <= each.span[1]]
        found += _quick(checked, read, here, job, editor)
    if only is not None and _is_asked(FIX_ALL, only) and (all_ := fix_all(checked, job, editor)):
        found.append(all_)
    elif only is None and editor.waits and found:
        title = "Put right all that is certain in this file"
        data = {"uri": read.snapshot.uri, "version": read.snapshot.version}
        found.append(CodeAction(title, FIX_ALL, data=data))
    return found


def fix_all(checked: Checked, job: Job, editor: Editor) -> CodeAction | None:
    """Return the action that makes every certain correction of a document, None where there is none."""
    read = checked.read
    if read is None or fixing.refusal(read.kind):
        return None
    done = _fixed(checked, read, Choice(), job)
    if not done.changes:
        return None
    many = len({(change.reference, change.rule) for change in done.changes})
    title = f"Put right all that is certain in this file ({many} {'finding' if many == 1 else 'findings'})"
    return CodeAction(title, FIX_ALL, edit=edit(read, done.changes, editor))


def _is_asked(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _quick(checked: Checked, read: Read, here: Sequence[Told], job: Job, editor: Editor) -> Iterator[CodeAction]:
    """Yield an action for each correction, first the certain ones."""
    wanted = correcting.correctable(each.finding for each in here)
    if not wanted:
        return
    ids = frozenset(each.reference for each in wanted)
    by_id = {each.id: each for each in checked.resolutions}
    safe = _fixed(checked, read, Choice(references=ids), job)
    unsafe = _fixed(checked, read, Choice(unsafe=True, references=ids), job) if _is_doubtful(wanted) else safe
    groups = _by_finding(safe.changes)
    doubtful = {key: made for key, made in _by_finding(unsafe.changes).items() if key not in groups}
    unusual = {(each.reference, each.rule) for each in safe.unusual}
    for each in here:
        key = (each.finding.reference, each.finding.rule)
        if key in unusual:
            named = Choice(rules=frozenset({key[1]}), references=frozenset({key[0]}))
            added = _by_finding(_fixed(checked, read, named, job).changes).get(key, [])
            if added:
                yield _action(each, added, read, editor, by_id, lead="Add, though no other entry has one: ")
        elif key in groups:
            yield _action(each, groups[key], read, editor, by_id, preferred=True)
        elif key in doubtful:
            yield _action(each, doubtful[key], read, editor, by_id, lead="Doubtful: ")


def _is_doubtful(findings: Iterable[Finding]) -> bool:
    return any(each.rule in correcting.DOUBTFUL for each in findings)


def _by_finding(changes: Sequence[Change]) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for each in changes:
        found.setdefault((each.reference, each.rule), []).append(each)
    return found


def _action(
    told: Told,
    changes: Sequence[Change],
    read: Read,
    editor: Editor,
    by_id: Mapping[str, Resolution],
    *,
    lead: str = "",
    preferred: bool | None = None,
) -> CodeAction:
    finding = told.finding
    what = f"write “{_short(finding.correction)}”"
    if finding.cited:
        what += f" for “{_short(finding.cited)}”"
    resolution = by_id.get(finding.reference)
    behind = f" ({provenance(finding, resolution)})" if resolution and resolution.asked else ""
    title = f"{lead}{what}{behind}"
    title = title[0].upper() + title[1:]
    put = edit(read, changes, editor)
    return CodeAction(title, CodeActionKind.QuickFix, [told.diagnostic], is_preferred=preferred, edit=put)


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _SHORT else f"{shown[: _SHORT - 1]}…"


def edit(read: Read, changes: Sequence[Change], editor: Editor) -> WorkspaceEdit:
    """Return the edits in an editor's text that changes in its readers' text stand for."""
    end = read.original.line_end
    edits = [TextEdit(read.places.range(each.start, each.end), each.text.replace("\n", end)) for each in changes]
    seen = read.snapshot
    if not editor.versions:
        return WorkspaceEdit(changes={seen.uri: edits})
    named = OptionalVersionedTextDocumentIdentifier(seen.uri, seen.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(named, edits)])


def _fixed(checked: Checked, read: Read, choice: Choice, job: Job) -> fixing.Fix:
    """Return the document put right as far as is chosen, as ``ccsvi-refs fix`` does it."""

    def judge(page: Bibliography, resolutions: Sequence[Resolution]) -> Sequence[Finding]:
        return examining.weighed(page, Facts(resolutions, ()), job).findings

    path = read.snapshot.path
    findings = judge(read.page, checked.resolutions)
    try:
        return fixing.fix(read.data, path, read.kind, checked.resolutions, findings, How(choice, judge=judge))
    except InputError:  # its bytes cannot be written back
        return fixing.Fix(path, read.data, read.data, "", "")
