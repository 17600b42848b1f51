"""The index: Tantivy's, one document a record, and one that says what was read so far.

A document has its key, its identifiers, the works it is a notice about, the terms it is found by (once each, without
places: BM25 ranks by rarity and by how little else a record has) and the record as JSON behind its checksum. Documents
are kept in blocks that are compressed together, so that each by itself is not.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import tantivy
from tantivy import Occur, Query

from ccsvi_refs.errors import InputError
from ccsvi_refs.registries.mirror.entries import Deleted, Entry, age
from ccsvi_refs.registries.mirror.state import State

#: Memory for documents that are not yet written, and threads that write them.
_HEAP, _THREADS = 96 * 1024**2, 1
_STATE = "state"
#: Documents in one segment: an id has 32 bits, the first of which is kept free.
_MOST = 1 << 31
_CHECK = struct.Struct(">I")
Address = tantivy.DocAddress


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("key", "source", "name", "about"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="terms", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def exists(folder: Path) -> bool:
    """Return whether a folder holds an index."""
    return folder.is_dir() and tantivy.Index.exists(str(folder))


class Reader:
    """An index as it was when it was opened, or when it was last refreshed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._index = _opened(folder)
            self._read()
        except BaseException as error:
            raise _damaged(error) from error

    def _read(self) -> None:
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def refresh(self) -> None:
        """Go on with what was committed last."""
        self._index.reload()
        self._read()

    @property
    def records(self) -> int:
        """How many records there are."""
        return int(self._searcher.num_docs) - 1

    def state(self) -> State:
        """Return what was read so far; a new state where nothing was committed yet."""
        found = self.having("key", _STATE, 1)
        return State.from_json(self.stored(found[0])) if found else State()

    def having(self, field: str, value: str, most: int = 64) -> list[Address]:
        """Return the documents that have a value in a field."""
        return [address for _, address in self._search(self.term(field, value), most)]

    def count(self, field: str, value: str) -> int:
        """Return how many documents have a value, those that were replaced and not yet cleared away among them."""
        try:
            return int(self._searcher.doc_freq(field, value))
        except BaseException as error:
            raise _damaged(error) from error

    def living(self, source: str) -> int:
        """Return how many records of a source there are."""
        try:
            found = self._searcher.search(self.term("source", source), 1, count=True)
        except BaseException as error:
            raise _damaged(error) from error
        return int(found.count)  # type: ignore[attr-defined]  # the stub leaves it out

    def term(self, field: str, value: str) -> Query:
        """Return a query for a value in a field."""
        return Query.term_query(self._schema, field, value, "freq" if field == "terms" else "basic")

    def any_of(self, wanted: Iterable[str], most: int, better: Iterable[str] = ()) -> list[tuple[float, Address]]:
        """Return the documents that have any of some terms, those with the rarest and the most of them first.

        Terms that only make a document better are looked for in those documents alone, however many have them.
        """
        terms = [(Occur.Should, self.term("terms", term)) for term in wanted]
        if not terms:
            return []
        query = Query.boolean_query(terms)
        if beside := [(Occur.Should, self.term("terms", term)) for term in better]:
            query = Query.boolean_query([(Occur.Must, query), *beside])
        return self._search(query, most)

    def _search(self, query: Query, most: int) -> list[tuple[float, Address]]:
        try:
            return list(self._searcher.search(query, most, count=False).hits)
        except BaseException as error:
            raise _damaged(error) from error

    def stored(self, address: Address) -> str:
        """Return the record of a document; InputError where it is not what was stored."""
        try:
            data = bytes(self._searcher.doc(address).get_first("stored") or b"")
        except BaseException as error:
            raise _damaged(error) from error
        text = data[_CHECK.size :]
        if len(data) < _CHECK.size or _CHECK.unpack(data[: _CHECK.size])[0] != zlib.crc32(text):
            raise InputError("a record of the mirror is damaged: its checksum is another; build the mirror again")
        return text.decode()

    def addresses(self) -> Iterator[Address]:
        """Yield the place of every document, of those that were replaced and not yet cleared away too."""
        for segment in range(self._searcher.num_segments):
            for number in range(_MOST):
                try:
                    self._searcher.doc(Address(segment, number))
                except ValueError:
                    break
                yield Address(segment, number)

    @property
    def documents(self) -> int:
        """How many documents the index says it has, those that were replaced and not yet cleared away among them."""
        meta = json.loads((self._folder / "meta.json").read_text("utf-8"))
        return sum(segment["max_doc"] for segment in meta["segments"])


def _damaged(error: BaseException) -> BaseException:
    """Return what to raise for what the engine raises over an index that is damaged, where it panics too."""
    if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
        return InputError(f"the mirror's index is damaged ({error}); build the mirror again")
    return error


def _opened(folder: Path) -> tantivy.Index:
    """Open an index; where it may not be written to, which its locks need, through links to its files."""
    try:
        return _open(folder)
    except ValueError as error:
        if "Lockfile" not in str(error) and "Permission" not in str(error):
            raise
    with tempfile.TemporaryDirectory(prefix="ccsvi-refs-mirror-") as beside:
        for file in folder.iterdir():
            if not file.name.startswith("."):
                (Path(beside) / file.name).symlink_to(file.absolute())
        return _open(Path(beside))


def _open(folder: Path) -> tantivy.Index:
    """Open an index that goes on with later commits only when it is told to; its files stay open."""
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    return index


def _writing(index: tantivy.Index, folder: Path) -> tantivy.IndexWriter:
    """Return what alone writes to an index; InputError where another does."""
    try:
        return index.writer(_HEAP, _THREADS)
    except ValueError as error:
        if "LockBusy" in str(error) or "Lockfile" in str(error):
            raise InputError(f"{folder} is being written to by another build or update, or must not be") from error
        raise


class Writer:
    """An index that is written to; one process at a time may."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._writer = _writing(_registered(tantivy.Index(_schema(), str(folder))), folder)
        self.reader = Reader(folder)
        self._fresh: dict[str, str | None] = {}

    def age(self, key: str) -> str | None:
        """Return when the record under a key is from, committed or not, empty where nobody knows; None without one."""
        if key in self._fresh:
            return self._fresh[key]
        # Most keys are new, which counting tells in less than half the time of searching.
        found = self.reader.having("key", key, 1) if self.reader.count("key", key) else []
        return age(self.reader.stored(found[0])) if found else None

    def put(self, entry: Entry) -> Literal["added", "replaced", "older"]:
        """Add a record; one that is older than what is there under its key is left out."""
        there = self.age(entry.key)
        if there is not None:
            if "" < entry.age < there:
                return "older"
            self._writer.delete_documents_by_term("key", entry.key)
        document = tantivy.Document()
        document.add_text("key", entry.key)
        document.add_text("source", entry.key.partition(":")[0])
        for name in entry.names:
            document.add_text("name", name)
        for name in entry.about:
            document.add_text("about", name)
        document.add_text("terms", entry.terms)
        document.add_bytes("stored", _checked(entry.stored))
        self._writer.add_document(document)
        self._fresh[entry.key] = entry.age
        return "added" if there is None else "replaced"

    def remove(self, deleted: Deleted) -> bool:
        """Remove the record under a key, if it is no newer than what deletes it; return whether there was one."""
        there = self.age(deleted.key)
        if there is None or "" < deleted.age < there:
            return False
        self._writer.delete_documents_by_term("key", deleted.key)
        self._fresh[deleted.key] = None
        return True

    def commit(self, state: State) -> None:
        """Make what was put and removed, and the state that speaks of it, last: all of it or nothing."""
        self._writer.delete_documents_by_term("key", _STATE)
        document = tantivy.Document()
        document.add_text("key", _STATE)
        document.add_bytes("stored", _checked(state.as_json()))
        self._writer.add_document(document)
        self._writer.commit()
        self._fresh.clear()
        self.reader.refresh()

    def close(self) -> None:
        """Wait for what goes on behind, and let go; what was not committed is gone."""
        self._writer.wait_merging_threads()


def _checked(text: str) -> bytes:
    data = text.encode()
    return _CHECK.pack(zlib.crc32(data)) + data


def remove(folder: Path) -> None:
    """Remove an index that nobody writes to, whatever its layout; InputError where somebody does."""
    if exists(folder):
        with suppress(ValueError):  # one that cannot be opened nobody writes to
            _writing(tantivy.Index.open(str(folder)), folder).wait_merging_threads()
    shutil.rmtree(folder, ignore_errors=True)
