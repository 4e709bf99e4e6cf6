"""The keys by which rules and goals pick members."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import ASKED, NOT_EMPTY, CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.words import listed, range_of, within


@frozen(kw_only=True, slots=False)
class Members:
    """Picks members. A key that is left out picks all; a member must match all keys.

    Attributes:
        members: only these members, by id.
        agencies: only members who belong to one of these agencies at any time.
    """

    members: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_member_ids, metadata={"ids": "member"}
    )
    agencies: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_agency_ids, metadata={"ids": "agency"}
    )

    def picks(self, member: CrewMember) -> bool:
        """Whether a member is picked."""
        return (self.members is None or member.id in self.members) and (
            self.agencies is None
            or any(one.id in self.agencies and one.has_days for one in member.memberships)
        )

    def without_members(self, lookup: ProgramIndex, members: Collection[str]) -> Self | None:
        """A copy that does not pick these members; None if it would pick none."""
        left = tuple(one.id for one in self.members_in(lookup) if one.id not in members)
        return evolve(self, agencies=None, members=left) if left else None

    def members_in(self, lookup: ProgramIndex) -> tuple[CrewMember, ...]:
        """The picked members, by id."""
        return tuple(member for member in lookup.members.values() if self.picks(member))

    def traits(self) -> tuple[tuple[str, str, str], ...]:
        """Phrases for the keys except `members`: singular verb, plural verb, object."""
        if self.agencies is None:
            return ()
        return (("belongs to", "belong to", listed(sorted(self.agencies), "or")),)

    def whom(self, lookup: ProgramIndex) -> str:
        """The members as a phrase: `Ann and Bob`, `members of NASA who hold eva`, `the crew`."""
        if self.members is None:
            return self._described(several=True) or "the crew"
        names = self._names(lookup)
        traits = self._traits(several=True)
        return f"those of {names} who {listed(traits)}" if traits else names

    def counted(self, lookup: ProgramIndex, least: int | None, most: int | None) -> str:
        """A number of picked members as a phrase: `at least 2 people who hold eva`."""
        if self.members is None:
            one = self._described(several=False) or "person"
            return within(least, most, one, self._described(several=True) or "people")
        names = self._names(lookup)
        one, several = (
            f"of {names} who {listed(traits)}" if traits else f"of {names}"
            for traits in (self._traits(several=False), self._traits(several=True))
        )
        count = most if most is not None else least
        return f"{range_of(least, most)} {one if count == 1 else several}"

    def of_member(self) -> str:
        """The end of a sentence on one member: ` (as for all members of NASA)`, or empty."""
        if self.members is not None:
            traits = self._traits(several=True)
            return f" (as for all those listed who {listed(traits)})" if traits else ""
        who = self._described(several=True)
        return f" (as for all {who})" if who else ""

    def _names(self, lookup: ProgramIndex) -> str:
        return listed(sorted(lookup.name(member) for member in self.members or ()))

    def _traits(self, *, several: bool) -> list[str]:
        return [f"{do if several else does} {what}" for does, do, what in self.traits()]

    def _described(self, *, several: bool) -> str:
        """The members as a phrase without names; empty if no key restricts them."""
        traits = self._traits(several=several)
        who = "people" if several else "person"
        if self.agencies is not None:
            who = f"{'members' if several else 'member'} of {listed(sorted(self.agencies), 'or')}"
            traits = traits[1:]
        elif not traits:
            return ""
        return f"{who} who {listed(traits)}" if traits else who


@frozen(kw_only=True, slots=False)
class Who(Members):
    """Picks members for a flight: by agency and qualifications on its launch day, and by role.

    Attributes:
        agencies: only members who belong to one of these agencies on that day.
        holding: only members who hold this qualification, or all of these, on that day.
        roles: only members who take one of these roles on the flight up.
    """

    holding: str | tuple[str, ...] | None = field(
        default=None, converter=forgiving.held, metadata=ASKED | NOT_EMPTY
    )
    roles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_role_names, metadata={"ids": "role"}
    )

    def picked_for(self, lookup: ProgramIndex, flight: Flight) -> frozenset[str]:
        """The ids of the members who are picked if they go up on a flight in one of the `roles`."""
        key = (self.members, self.agencies, flight.launch if lookup.changing else None)
        ids = lookup.picks.get(key)
        if ids is None:
            ids = lookup.everyone
            if self.members is not None:
                ids &= frozenset(self.members)
            if self.agencies is not None:
                ids &= lookup.of_agencies(self.agencies, flight.launch)
            lookup.picks[key] = ids
        for qualification in self.held:
            ids &= lookup.holders(qualification, flight.launch)
        return ids

    @property
    def held(self) -> tuple[str, ...]:
        """The qualifications that a picked member must hold."""
        if self.holding is None:
            return ()
        return (self.holding,) if isinstance(self.holding, str) else self.holding

    def in_role(self, role: str) -> bool:
        """Whether a role on the flight up counts."""
        return self.roles is None or role in self.roles

    def traits(self) -> tuple[tuple[str, str, str], ...]:
        traits = super().traits()
        if self.held:
            traits = (*traits, ("holds", "hold", listed(self.held)))
        if self.roles is not None:
            traits = (*traits, ("goes up as", "go up as", listed(sorted(self.roles), "or")))
        return traits
