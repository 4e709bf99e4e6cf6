"""Drop rule: a rule no longer holds."""

from __future__ import annotations

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import named
from seatplan.whatif.editing import Draft, Edit, edit_kind, keeping_names


@edit_kind("drop-rule")
@frozen
class DropRule(Edit):
    r"""Removes a rule; the others keep their names.

    Attributes:
        rule: the id of the rule, or its default name.

    Formula:
        \mathtt{rules}' = \mathtt{rules} - \{ \mathtt{rule} \}

    Example:
        edits = [{ edit = "drop-rule", rule = "exchange" }]
    """

    rule: str = field(converter=forgiving.rule_id, metadata={"id": "rule"})

    def made(self, draft: Draft) -> Draft:
        names = [rule.name for rule in named(draft.rules)]
        at = names.index(self.rule)
        rules = (*draft.rules[:at], *draft.rules[at + 1 :])
        return evolve(draft, rules=keeping_names([*names[:at], *names[at + 1 :]], rules))
