"""Add rule: one more rule."""

from __future__ import annotations

from typing import ClassVar

from attrs import evolve, frozen

from seatplan.kinds import Rule
from seatplan.program import named
from seatplan.structure.backups import asks_for_backups
from seatplan.whatif.editing import Draft, Edit, edit_kind, keeping_names


@edit_kind("add-rule")
@frozen
class AddRule(Edit):
    r"""Adds a rule; the others keep their names.

    Attributes:
        to_add: the rule. Without an id, it gets a new id made from its kind.

    Formula:
        \mathtt{rules}' = \mathtt{rules} \cup \{ \mathtt{to\_add} \}

    Example:
        edits = [{ edit = "add-rule", rule = "quota", agencies = ["CSA"], max = 0 }]
    """

    rest_goes_to: ClassVar[str | None] = "to_add"

    to_add: Rule

    @property
    def only_restricts(self) -> bool:
        return not asks_for_backups(self.to_add)  # plans have backups only if a rule requires them

    def made(self, draft: Draft) -> Draft:
        names = [rule.name for rule in named(draft.rules)]
        *_, name = [rule.name for rule in named((*draft.rules, self.to_add))]
        if self.to_add.id is None and name in names:  # its number belongs to a renamed rule
            number = len(names) + 1
            while f"{self.to_add.kind}-{number}" in names:
                number += 1
            name = f"{self.to_add.kind}-{number}"
        return evolve(draft, rules=keeping_names([*names, name], (*draft.rules, self.to_add)))
