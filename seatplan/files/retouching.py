"""Updates a TOML file: changed parts are written anew, the rest keeps its text.

Comments, order, blank lines and the notation of values are kept wherever nothing has changed.
Tables are matched by id, and rules and goals without an id by kind. The result is read again; if it
differs from the program, the whole file is written anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define

from seatplan.errors import Enough, ProgramError
from seatplan.files.documents import parse
from seatplan.files.fillers import bare
from seatplan.files.kept_values import CannotKeepError, KeptValues
from seatplan.files.layout import key_text, table_text, value_text
from seatplan.files.matching import matched
from seatplan.files.programs import program_from_dict, program_to_dict
from seatplan.files.reading import Reader
from seatplan.files.toml_parts import Parts, TomlTable
from seatplan.program import Program


@define
class _Segment:
    """A part of the new text.

    Attributes:
        text: the text.
        gone: whether the part is dropped.
    """

    text: str
    gone: bool = False


def retouched(text: str, program: Program) -> str | None:
    """The text of a program file, updated to another program; None if nothing can be kept.

    Args:
        text: the old TOML text.
        program: the new program.
    """
    plain = text.replace("\r\n", "\n")
    try:
        before, after = _data_in(plain), program_to_dict(program)
        if before is None or not _is_akin(before, after):
            return None
        made = _Retouching(plain, before, after).text()
    except (CannotKeepError, ValueError):
        return None
    again = _program_in(made)
    if again != program:
        return None
    return made.replace("\n", "\r\n") if "\r\n" in text else made


def _data_in(text: str) -> dict[str, Any] | None:
    """The data of a text, even if its rules name members who are only in a separate crew list."""
    reader = Reader()
    try:
        data = parse(text, "toml", "", ProgramError).data
        reader.compose(data)
        values = reader.values(Program, data, ())
    except (ProgramError, Enough):
        return None
    return program_to_dict(bare(Program, values)) if not reader.problems else None


def _program_in(text: str) -> Program | None:
    try:
        return program_from_dict(parse(text, "toml", "", ProgramError).data, Program)
    except ProgramError:
        return None


def _is_akin(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two programs are related: they have the same name, or share most flights."""
    if old["name"] == new["name"]:
        return True
    flights = {one["id"] for one in old.get("flights", ())}
    return 2 * len(flights & {one["id"] for one in new.get("flights", ())}) > len(flights)


class _Retouching(KeptValues):
    """Updates one text."""

    def __init__(self, text: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        super().__init__(text if text.endswith("\n") else f"{text}\n")
        self.before, self.after = before, after
        tables = Parts(self.old).tables
        self.root = tables[0]
        self.sections: dict[str, list[list[TomlTable]]] = {}
        for table in tables[1:]:
            self._sort_in(table)
        self.last: dict[str, _Segment] = {}  # the last table of each list in the new text
        self.in_order = [group for groups in self.sections.values() for group in groups]
        self.in_order.sort(key=lambda group: group[0].start)

    def _sort_in(self, table: TomlTable) -> None:
        """Adds a table to its entry; a header with double brackets begins a new entry."""
        name = table.names[0]
        if table.many and len(table.names) == 1:
            self.sections.setdefault(name, []).append([table])
        elif self.sections.get(name):
            self.sections[name][-1].append(table)
        else:
            raise CannotKeepError

    def text(self) -> str:
        """The new text."""
        segments: list[_Segment] = []
        at = 0
        head = {name: value for name, value in self.after.items() if name not in self.sections}
        early = {name: value for name, value in self.before.items() if name not in self.sections}
        in_root = {name for pair in self.root.pairs for name in pair.names[:1]}
        new_sections = [
            name for name in head if _is_list_of_tables(head[name]) and name not in in_root
        ]
        head = {name: value for name, value in head.items() if name not in new_sections}
        segments.append(_Segment(self._table([self.root], early, head)))
        at = self.root.end
        of_entries: dict[str, list[_Segment]] = {name: [] for name in self.sections}
        for group in self.in_order:
            start, end = group[0].start, group[-1].end
            if start < at:
                raise CannotKeepError  # the tables of one entry are not adjacent
            segments += [_Segment(self.old[at:start]), _Segment(self.old[start:end])]
            name = group[0].names[0]
            of_entries[name].append(segments[-1])
            self.last[name] = segments[-1]
            at = end
        segments.append(_Segment(self.old[at:]))
        for name in self.sections:
            self._section(name, of_entries[name], segments)
        for name in new_sections:
            self._put_section(name, segments)
        made = "".join(one.text for one in segments if not one.gone)
        return made if self.old.endswith("\n\n") else f"{made.rstrip()}\n"

    def _section(self, name: str, entries: list[_Segment], segments: list[_Segment]) -> None:
        """Updates the tables of one list; kept tables fill the old positions in their new order."""
        old, new = self.before.get(name, []), self.after.get(name, [])
        groups = self.sections[name]
        if len(groups) != len(old):
            raise CannotKeepError
        if old == new:
            return
        kept = matched(old, new)
        texts = {at: self._entry(name, groups[kept[at]], old[kept[at]], new[at]) for at in kept}
        places = sorted(kept.values())
        homes: dict[int, _Segment] = {}
        for place, at in zip(places, sorted(kept), strict=True):
            entries[place].text = texts[at]
            homes[at] = entries[place]
        for at, entry in enumerate(entries):
            if at not in places:
                _drop(segments, entry)
        for at, table in enumerate(new):
            if at not in kept:
                homes[at] = _Segment(f"[[{key_text(name)}]]\n{table_text(table)}")
                self._put(homes[at], homes.get(at - 1), entries, segments)
                if at == len(new) - 1:
                    self.last[name] = homes[at]

    def _put(
        self,
        new: _Segment,
        before: _Segment | None,
        entries: list[_Segment],
        segments: list[_Segment],
    ) -> None:
        """Inserts a new table after the one before it, or else at the start of its list."""
        if before is not None:
            at = _index(segments, before) + 1
            segments[at:at] = [_Segment("\n"), new]
        else:
            at = _index(segments, entries[0])
            segments[at:at] = [new, _Segment("\n")]

    def _put_section(self, name: str, segments: list[_Segment]) -> None:
        """Inserts a list that is not in the text after the lists that come before it in a file."""
        text = "\n".join(f"[[{key_text(name)}]]\n{table_text(one)}" for one in self.after[name])
        order = list(self.after)
        earlier = [one for one in order[: order.index(name)] if one in self.last]
        at = _index(segments, self.last[earlier[-1]]) + 1 if earlier else len(segments)
        segments[at:at] = [_Segment("\n"), _Segment(text)]
        self.last[name] = segments[at + 1]

    def _entry(self, name: str, group: list[TomlTable], old: Any, new: Any) -> str:
        """The text of one table of a list, including its nested tables."""
        if old == new:
            return self.old[group[0].start : group[-1].end]
        try:
            return self._table(group, old, new)
        except CannotKeepError:
            lead = self.old[group[0].start : group[0].body]
            return f"{lead}{table_text(new)}"

    def _table(self, group: list[TomlTable], old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """The text of a table, with changed keys written anew."""
        table = group[0]
        pairs = {pair.names: pair for pair in table.pairs}
        changes: list[tuple[int, int, str]] = []
        last = table.body
        for name in dict.fromkeys([*old, *new]):
            if name not in new and (name,) in pairs:
                changes.append((pairs[name,].start, pairs[name,].end, ""))
            elif old.get(name) != new.get(name) and (name,) not in pairs and name in old:
                raise CannotKeepError  # it has its own header, or a dotted key
        for name, value in new.items():
            pair = pairs.get((name,))
            if pair is None and old.get(name) != value:
                changes.append((last, last, f"{key_text(name)} = {value_text(name, value)}\n"))
            elif pair is not None:
                last = max(last, pair.end)
                if old.get(name) != value:
                    text = self._value(name, pair.value, old.get(name), value)
                    changes.append((pair.value.start, pair.value.end, text))
        return self._with(changes, table.start, group[-1].end)

    def _with(self, changes: list[tuple[int, int, str]], start: int, end: int) -> str:
        pieces, at = [], start
        for begin, until, text in sorted(changes, key=lambda one: one[:2]):
            pieces += [self.old[at:begin], text]
            at = until
        return "".join([*pieces, self.old[at:end]])


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _index(segments: list[_Segment], wanted: _Segment) -> int:
    return next(at for at, one in enumerate(segments) if one is wanted)


def _drop(segments: list[_Segment], entry: _Segment) -> None:
    """Drops a table, and one of the blank lines around it."""
    entry.gone = True
    following = segments[_index(segments, entry) + 1]
    if following.text.startswith("\n"):
        following.text = following.text[1:]
