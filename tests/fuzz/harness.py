"""Feeds bytes to one reader until it raises what it should not, or is reported to stop.

    python -m tests.fuzz.harness READER [options of libFuzzer] [FOLDER FOR WHAT IS FOUND]

Needs `pip install atheris`, which works with CPython 3.11. READER is one of those below; it starts
from the examples that the tests spoil.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["seatplan", "tomllib", "csv", "json.decoder"]):
    import csv  # noqa: F401  the next three so that they are followed, too
    import json.decoder
    import tomllib  # noqa: F401

    from seatplan.errors import InputError
    from seatplan.files import load
    from seatplan.plan import Plan
    from seatplan.program import Program
    from seatplan.whatif.journal import JournalFile
    from seatplan.whatif.one_line import edit_from_line, edit_line
    from seatplan.whatif.scenario_files import load_scenarios

from tests.files.examples import LINES, PLAN_CSV, PLAN_JSON, PROGRAM, SCENARIOS
from tests.files.mutations import TOKEN

os.fsync = lambda _: None  # the disk is not what is tried

FOLDER = Path(tempfile.mkdtemp(prefix="seatplan-fuzz-"))
HEAD = b'{"seatplan-journal": 1, "study": {"a": 1}}\n'
LIMIT = 2**20
"""Characters of an error; `str` of it has to stay far below."""


def _program(ending: str) -> Callable[[bytes], None]:
    path, copy = FOLDER / f"program{ending}", FOLDER / "copy.json"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        program = load(path)
        program.save(copy)
        assert load(copy) == program, "another program comes back"

    return read


def _plan(ending: str) -> Callable[[bytes], None]:
    path, copy = FOLDER / f"plan{ending}", FOLDER / "copy.csv"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        plan = Plan.load(path)
        plan.save(copy)
        assert Plan.load(copy).assignments == plan.assignments, "another plan comes back"

    return read


def _scenarios(ending: str) -> Callable[[bytes], None]:
    path, program = FOLDER / f"scenarios{ending}", _example()

    def read(data: bytes) -> None:
        path.write_bytes(data)
        load_scenarios(path, program)

    return read


def _line(data: bytes) -> None:
    edit = edit_from_line(data.decode("utf-8", "surrogateescape"))
    edit_line(edit)
    _EXAMPLE.apply(edit)


def _journal(data: bytes) -> None:
    path = FOLDER / "journal.jsonl"
    path.write_bytes(data)
    with JournalFile(path, {"a": 1}) as journal:
        journal.append("new", {"x": 1})


def _example() -> Program:
    path = FOLDER / "example.toml"
    path.write_text(PROGRAM)
    return load(path)


_EXAMPLE = _example()
_AS_JSON = json.dumps(_EXAMPLE.to_dict(), default=str).encode()

READERS: dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]] = {
    "program.toml": (_program(".toml"), (PROGRAM.encode(),)),
    "program.json": (_program(".json"), (_AS_JSON,)),
    "plan.csv": (_plan(".csv"), (PLAN_CSV.encode(),)),
    "plan.json": (_plan(".json"), (PLAN_JSON.encode(),)),
    "scenarios.toml": (_scenarios(".toml"), (SCENARIOS.encode(),)),
    "line": (_line, tuple(line.encode() for line in LINES)),
    "journal": (_journal, (HEAD + b'{"key": "k", "goals": [["a", 1, 2]]}\n', HEAD[:20])),
}


def main() -> None:
    """Runs libFuzzer on the reader that the command line names."""
    name, *rest = sys.argv[1:] or [""]
    if name not in READERS:
        sys.exit(f"which reader? one of {', '.join(READERS)}")
    read, seeds = READERS[name]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    dictionary = FOLDER / "words.dict"
    tokens = {token[0] for seed in seeds for token in TOKEN.finditer(seed.decode())}
    words = sorted(token for token in tokens if token.isascii() and token.isprintable())
    quoted = (word.replace("\\", r"\\").replace('"', r"\"") for word in words)
    dictionary.write_text("".join(f'"{word}"\n' for word in quoted))

    def one(data: bytes) -> None:
        try:
            read(data)
        except InputError as error:
            if len(str(error)) > LIMIT:
                raise RuntimeError("an endless message") from error

    found = [word for word in rest if not word.startswith("-")]
    options = [word for word in rest if word.startswith("-")]
    words_of = f"-dict={dictionary}"
    atheris.Setup([sys.argv[0], words_of, *options, *found, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
