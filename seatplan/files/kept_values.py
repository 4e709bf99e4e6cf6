"""Writes a changed value, keeping the text of its unchanged parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from seatplan.files.layout import inline_toml, key_text, value_text
from seatplan.files.matching import matched
from seatplan.files.toml_parts import Pair, Value

_COMMENT = re.compile(r"[ \t]*#")


class CannotKeepError(Exception):
    """The layout of this part of the text is not supported, so that it must be written anew."""


class KeptValues:
    """Writes changed values of one text.

    Attributes:
        old: the text.
    """

    def __init__(self, old: str) -> None:
        self.old = old

    def _value(self, name: str, node: Value, old: Any, new: Any) -> str:
        """The text of a changed value; unchanged parts keep their text."""
        if node.shape == "list" and isinstance(old, list) and isinstance(new, list):
            if len(node.entries) == len(old) and new:
                return self._list(name, node, old, new)
        elif node.shape == "table" and isinstance(old, dict) and isinstance(new, dict):
            return self._inline(node, old, new)
        return value_text(name, new)

    def _list(self, name: str, node: Value, old: list[Any], new: list[Any]) -> str:
        kept = matched(old, new)
        texts = []
        for at, value in enumerate(new):
            if at in kept:
                entry = node.entries[kept[at]]
                same = old[kept[at]] == value
                text = self.old[entry.start : entry.end]
                texts.append(text if same else self._value("", entry, old[kept[at]], value))
            else:
                texts.append(inline_toml(value))
        if "\n" not in self.old[node.start : node.end]:
            return f"[{', '.join(texts)}]"
        try:
            return self._lines(node, [kept.get(at) for at in range(len(new))], texts)
        except CannotKeepError:
            return value_text(name, new)

    def _lines(self, node: Value, origins: Sequence[int | None], texts: list[str]) -> str:
        """A list with one line for each entry; entries keep the comments above and after them."""
        lines = list(self._own_lines(node))
        indent = re.match(r"[ \t]*", lines[0][2].rpartition("\n")[2]) if lines else None
        blank = indent[0] if indent is not None else "    "
        pieces = [lines[0][0]]
        for origin, text in zip(origins, texts, strict=True):
            if origin is None:
                pieces.append(f"{blank}{text},\n")
            else:
                _, _, above, behind = lines[origin]
                pieces.append(f"{above}{text},{behind}")
        end = node.entries[-1]
        return "".join(pieces) + self.old[self._line_end(end.end, node.end) : node.end]

    def _own_lines(self, node: Value) -> Iterator[tuple[str, int, str, str]]:
        """For each entry, parts of the text around it.

        They are the text before the first entry, the end of the entry's line, and the texts above
        and after the entry.
        """
        first = self.old.find("\n", node.start, node.end) + 1
        if first > node.entries[0].start or first == 0:
            raise CannotKeepError
        at = first
        for entry in node.entries:
            end = self._line_end(entry.end, node.end)
            above = self.old[at : entry.start]
            if entry.start < at or not all(
                not line.strip() or _COMMENT.match(line) for line in above.split("\n")
            ):
                raise CannotKeepError  # several entries on one line
            behind = self.old[entry.end : end]
            if behind.lstrip(" \t").startswith(","):
                behind = behind.replace(",", "", 1)
            if behind.partition("#")[0].strip():
                raise CannotKeepError
            yield self.old[node.start : first], end, above, behind
            at = end

    def _line_end(self, at: int, most: int) -> int:
        end = self.old.find("\n", at, most) + 1
        if end == 0:
            raise CannotKeepError  # the bracket is on the line of the last entry
        return end

    def _inline(self, node: Value, old: dict[str, Any], new: dict[str, Any]) -> str:
        pairs: dict[tuple[str, ...], Pair] = {pair.names: pair for pair in node.pairs}
        if any(len(names) > 1 for names in pairs):
            return inline_toml(new)
        texts = []
        for pair in node.pairs:
            name = pair.names[0]
            if name in new and old.get(name) != new[name]:
                inner = self._value("", pair.value, old.get(name), new[name])
                texts.append(f"{self.old[pair.start : pair.value.start]}{inner}")
            elif name in new or name not in old:
                texts.append(self.old[pair.start : pair.end])
        texts += [
            f"{key_text(name)} = {inline_toml(value)}"
            for name, value in new.items()
            if (name,) not in pairs
        ]
        return f"{{ {', '.join(texts)} }}" if texts else "{}"
