"""Change rule: a rule gets other keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.kinds import Rule
from seatplan.program import named
from seatplan.whatif.editing import Draft, Edit, edit_kind, keeping_names

Keys = tuple[tuple[str, Any], ...]


@edit_kind("change-rule")
@frozen(init=False)
class ChangeRule(Edit):
    r"""Sets keys of a rule: `ChangeRule("exchange", tolerance=3)`.

    Attributes:
        rule: the id of the rule, or its default name.
        keys: the keys to set, with values as in a program file; None, in JSON `null`, removes a
            key.

    Formula:
        \mathtt{rules}' = \mathtt{rules} \text{ with } \mathtt{rule}.k = v
        \text{ for each } k = v \text{ in } \mathtt{keys}

    Example:
        edits = [{ edit = "change-rule", rule = "exchange", tolerance = 3 }]
    """

    rest_goes_to: ClassVar[str | None] = "keys"

    rule: str = field(converter=forgiving.rule_id, metadata={"id": "rule"})
    keys: Keys

    def __init__(
        self,
        rule: str | Rule,
        keys: Mapping[str, Any] | Iterable[tuple[str, Any]] = (),
        **more: Any,
    ) -> None:
        given = {**dict(keys), **more}
        pairs = ((name, _settled(value)) for name, value in sorted(given.items()))
        self.__attrs_init__(rule, tuple(pairs))

    def made(self, draft: Draft) -> Draft:
        from seatplan.files.rewriting import with_keys  # imported late: files use what-ifs

        names = [rule.name for rule in named(draft.rules)]
        at = names.index(self.rule)
        changed = with_keys(draft.rules[at], dict(self.keys), ("keys",))
        rules = (*draft.rules[:at], changed, *draft.rules[at + 1 :])
        names[at] = changed.id if changed.id is not None else names[at]
        return evolve(draft, rules=keeping_names(names, rules))


def _settled(value: Any) -> Any:
    """A value in the form of JSON, with tuples for lists, so that equal edits are equal."""
    from seatplan.files.numbers import plain  # imported late: files use what-ifs

    if isinstance(value, (list, tuple)):
        return tuple(map(_settled, value))
    if isinstance(value, Mapping):
        return {name: _settled(inner) for name, inner in value.items()}
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return plain(value) if isinstance(value, Fraction) else value
