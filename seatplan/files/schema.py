"""Makes JSON Schemas of the tables of a file from their classes.

The schemas describe what `reading` accepts, and the tests compare the two. A schema cannot relate
one place of a file to another, so only `load` finds unknown ids, repeated ids, and dates in the
wrong order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, get_type_hints
from urllib.parse import quote

from seatplan.describing import sections_of
from seatplan.files.dumping import dump
from seatplan.files.key_help import about, about_keys
from seatplan.files.leaf_schemas import DAY, Schema, leaf_schema, or_null, text_schema
from seatplan.files.shapes import SHORT, TAGS, Key, Tag, form_of, keys_of
from seatplan.plan import Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Schemas:
    """Makes the schemas of classes; each nested table is defined once, under a name.

    Attributes:
        definitions: the schemas of the nested tables, by name.
    """

    def __init__(self, tags: Mapping[type, Tag] = TAGS, *, validated: bool = True) -> None:
        """Starts without definitions.

        Args:
            tags: base classes, with the key of a table that picks a subclass.
            validated: whether the data is also validated, as for programs.
        """
        self.tags = tags
        self.validated = validated
        self.definitions: dict[str, Schema] = {}
        self._names: dict[Any, str] = {}

    def document(self, cls: type, title: str) -> Schema:
        """The schema of a whole file, which is one table of a class."""
        table = self.table(cls)
        definitions = dict(sorted(self.definitions.items()))
        return {"$schema": DIALECT, "title": title, **table, "$defs": definitions}

    def table(self, cls: type, picked_by: Mapping[str, str] | None = None) -> Schema:
        """The schema of a table with the keys of a class.

        Args:
            cls: the class.
            picked_by: the key that picks the class, which is not a field, and its value.
        """
        keys = keys_of(cls)
        help_of = {name: {"description": text} for name, text in about_keys(cls).items()}
        general = {"description": about(cls)} if about(cls) else {}
        properties: dict[str, Schema] = {
            name: {**general, "const": word} for name, word in (picked_by or {}).items()
        }
        required = [*properties, *(name for name, key in keys.items() if key.required)]
        for name, key in keys.items():
            properties[name] = {**help_of.get(name, {}), **self._of_key(key)}
        properties |= self._what_follows(cls)
        made: Schema = {
            **general,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        more = [vars(one)["schema"] for one in reversed(cls.__mro__) if vars(one).get("schema")]
        return {**made, "allOf": more} if more else made

    def of(self, wanted: Any, metadata: Mapping[str, Any] | None = None, text: str = "") -> Schema:
        """The schema of a value of a type.

        Args:
            wanted: the type.
            metadata: the metadata of its field.
            text: what kind of text it is: "name" or "prose"; empty for any text.
        """
        metadata = metadata or {}
        form = form_of(wanted)
        inner = form.inner
        match form.shape:
            case "optional":
                return or_null(self.of(inner[0], metadata, text))
            case "either":
                one, several = (self.of(each, metadata, text) for each in inner)
                if self.validated and not metadata.get("repeats"):
                    several["uniqueItems"] = True
                return {"anyOf": [one, several]}
            case "list":
                least = {"minItems": 1} if metadata.keys() & {"ids", "not_empty"} else {}
                return {"type": "array", "items": self._of_entry(inner[0], text), **least}
            case "row":
                entries = [self._of_entry(one, text) for one in inner]
                size = {"minItems": len(inner), "maxItems": len(inner)}
                return {"type": "array", "prefixItems": entries, **size}
            case "map" | "mapping":
                return {"type": "object", "additionalProperties": self.of(inner[0])}
            case "object":
                return self._of_class(wanted)
        if wanted is date:
            return self._defined(date, "day", lambda: DAY)
        if wanted is int and not self.validated:
            return {"type": "integer"}  # numbers in answers have no bounds
        if wanted is str and text:
            return self._defined(str, text, lambda: text_schema(text == "prose"))
        return leaf_schema(wanted, metadata)

    def _of_entry(self, wanted: Any, text: str) -> Schema:
        """The schema of an entry of a list; text in nested lists is not restricted."""
        return self.of(wanted, {}, text if form_of(wanted).shape in ("leaf", "optional") else "")

    def _of_key(self, key: Key) -> Schema:
        field = key.field
        text = ""
        # Ids of other objects are looked up, so their text need not be restricted here.
        if self.validated and not field.metadata.keys() & {"id", "ids", "keys"}:
            text = "prose" if "prose" in field.metadata or field.default == "" else "name"
        found = self.of(key.type, field.metadata, text)
        lists = "items" in found or "prefixItems" in found
        if lists and self.validated and not field.metadata.get("repeats"):
            found["uniqueItems"] = True
        if type(field.default) in (bool, int, str, Fraction) and field.default != "":
            found["default"] = dump(field.default, key.type, self.tags)
        return found

    def _what_follows(self, cls: type) -> dict[str, Schema]:
        """The keys of an answer that reading skips: properties of its class, and added keys."""
        found: dict[str, Schema] = {}
        if cls is Plan:
            found["format"] = {"description": "the format of a plan file", "const": 1}
        for name in getattr(cls, "also_says", ()):
            getter = getattr(cls, name).fget
            text = " ".join(sections_of(getter.__doc__ or "")[0].split())
            schema = self.of(get_type_hints(getter)["return"])
            found[name] = {"description": text, **schema, "readOnly": True}
        for name in getattr(cls, "command_adds", ()):
            found[name] = {"description": "printed by the command; ignored when it is read"}
        return found

    def _of_class(self, cls: type) -> Schema:
        tag = self.tags.get(cls)
        if tag is not None:
            return self._defined(cls, cls.__name__, lambda: self._choice(tag))
        table = self._defined(cls, cls.__name__, lambda: self.table(cls))
        short = SHORT.get(cls)
        return table if short is None else {"anyOf": [self._of_key(keys_of(cls)[short]), table]}

    def _choice(self, tag: Tag) -> Schema:
        """The schema of a table whose key `tag.key` picks one of several classes."""

        def one(word: str, cls: type) -> Schema:
            name, picked_by = f"{tag.key}-{word}", {tag.key: word}
            return self._defined(cls, name, lambda: self._with_short_forms(cls, picked_by))

        kinds = tag.kinds()
        # The kinds are listed once more here, so that editors can offer them and report wrong ones.
        words = {
            "description": f"the kind of {tag.key}",
            "enum": list(kinds),
            "enumDescriptions": [about(cls) for cls in kinds.values()],  # for VS Code
        }
        return {
            "type": "object",
            "properties": {tag.key: words},
            "required": [tag.key],
            "oneOf": [one(word, cls) for word, cls in kinds.items()],
        }

    def _with_short_forms(self, cls: type, picked_by: Mapping[str, str]) -> Schema:
        """The schema of a class, also in the short form with the keys of one of its fields."""
        whole = self.table(cls, picked_by)
        rest = getattr(cls, "rest_goes_to", None)
        if rest is None:
            return whole
        wanted = keys_of(cls)[rest].type
        form, tag = form_of(wanted), self.tags.get(wanted)
        if form.shape == "map":
            inner = [{**whole, "properties": {}, "additionalProperties": self.of(form.inner[0])}]
        elif tag is not None:
            kinds = tag.kinds().items()
            inner = [self.table(one, {tag.key: word}) for word, one in kinds]
        else:
            inner = [self.table(wanted)]
        own = {**whole["properties"], rest: False}
        needed = [name for name in whole["required"] if name != rest]
        short = [
            {
                **one,
                "properties": {**one["properties"], **own},
                "required": [*needed, *(name for name in one["required"] if name not in own)],
            }
            for one in inner
        ]
        return {"oneOf": [whole, *short]}

    def _defined(self, cls: type, wanted: str, make: Callable[[], Schema]) -> Schema:
        """A reference to the definition of a class, which is made when it is first needed."""
        key = (cls, wanted)
        if key not in self._names:
            name, number = wanted, 2
            while name in self.definitions:  # two modules can have classes of the same name
                name, number = f"{wanted}-{number}", number + 1
            self._names[key] = name
            self.definitions[name] = {}  # reserves the name, for recursive classes
            self.definitions[name] = make()
        pointer = self._names[key].replace("~", "~0").replace("/", "~1")
        return {"$ref": f"#/$defs/{quote(pointer)}"}
