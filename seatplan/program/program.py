"""A whole program: the tables, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import evolve, field, fields, frozen

from seatplan import forgiving
from seatplan.later import Later
from seatplan.naming import member_meant, nearest_member
from seatplan.normal import normal, spellings
from seatplan.program.agency import Agency
from seatplan.program.entries import Fixed, Forbidden
from seatplan.program.flight import Flight
from seatplan.program.ids import goals_in_order, named, one_called, unknown
from seatplan.program.marks import PROSE, WITH_IDS
from seatplan.program.member import CrewMember
from seatplan.program.traffic import Port, Spacecraft
from seatplan.program.vehicle import Vehicle
from seatplan.shown import Shown
from seatplan.validation import validate

if TYPE_CHECKING:
    import pandas as pd

    from seatplan import notices as noting
    from seatplan.kinds import Goal, Rule
    from seatplan.plan import Plan
    from seatplan.whatif.editing import Edit
else:
    pd = Later("pandas")
    noting = Later("seatplan.notices")


@frozen(repr=False)
class Program(Shown):
    """Everything that is known and wanted.

    Attributes:
        name: for people; a plan names the program that it is for.
        agencies: who sends people.
        vehicles: the types of spacecraft.
        ports: where ships dock; a vehicle that no port of a station takes needs none there.
        spacecraft: the capsules; a vehicle of which none is listed needs none.
        flights: from launch to landing.
        crew: the people who may fly.
        fixed: assignments that must be so.
        forbidden: assignments that must not be so.
        rules: what a plan should keep, hard or soft.
        goals: what is optimised; the first is worth more than all that follow.
        format: of the file: 1, the only one so far.

    Raises:
        ProgramError: on construction, with every contradiction in it.
    """

    name: str = field(default="", metadata=PROSE)
    agencies: tuple[Agency, ...] = field(
        default=(), converter=forgiving.agencies, metadata=WITH_IDS
    )
    vehicles: tuple[Vehicle, ...] = field(
        default=(), converter=forgiving.vehicles, metadata=WITH_IDS
    )
    ports: tuple[Port, ...] = field(
        default=(), converter=forgiving.ports, metadata=WITH_IDS, kw_only=True
    )
    spacecraft: tuple[Spacecraft, ...] = field(
        default=(), converter=forgiving.spacecraft, metadata=WITH_IDS, kw_only=True
    )
    flights: tuple[Flight, ...] = field(default=(), converter=forgiving.flights, metadata=WITH_IDS)
    crew: tuple[CrewMember, ...] = field(default=(), converter=forgiving.crew, metadata=WITH_IDS)
    fixed: tuple[Fixed, ...] = field(default=(), converter=forgiving.fixed_entries)
    forbidden: tuple[Forbidden, ...] = field(default=(), converter=forgiving.forbidden_entries)
    rules: tuple[Rule, ...] = field(default=(), converter=forgiving.rules, metadata=WITH_IDS)
    goals: tuple[Goal, ...] = field(default=(), converter=forgiving.goals, metadata=WITH_IDS)
    format: int = 1

    schema: ClassVar[Mapping[str, Any]] = {"properties": {"format": {"const": 1}}}

    def __attrs_post_init__(self) -> None:
        kept = spellings(self)
        for one in fields(type(self)):
            value = getattr(self, one.name)
            composed = normal(value, kept)
            if composed is not value:
                object.__setattr__(self, one.name, composed)
        validate(self)

    @property
    def named_rules(self) -> tuple[Rule, ...]:
        """The rules, each with the id that the contract makes up where none was given."""
        return named(self.rules)

    @property
    def named_goals(self) -> tuple[Goal, ...]:
        """The goals to optimise, in order, each with its id; `keep-rules` first if implied."""
        return goals_in_order(self.rules, self.goals, (*self.fixed, *self.forbidden))

    @property
    def notices(self) -> tuple[noting.Notice, ...]:
        """What in it is allowed and rarely meant: words that match nothing, ids that look alike."""
        from seatplan.notices import notices_of  # it reads rules, which are below this floor

        return notices_of(self)

    def flight(self, flight_id: str) -> Flight:
        """The flight of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.flights, flight_id, "flight")

    def member(self, member_id: str) -> CrewMember:
        """The member of that id, or of that name where only one has it.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        hint = nearest_member(str(member_id), self.crew)
        known = member_meant(member_id, self.crew) if isinstance(member_id, str) else member_id
        return one_called(self.crew, known, "member", hint)

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """The vehicle of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.vehicles, vehicle_id, "vehicle")

    def agency(self, agency_id: str) -> Agency:
        """The agency of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.agencies, agency_id, "agency")

    def port(self, port_id: str) -> Port:
        """The port of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.ports, port_id, "port")

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id, its own or made up, as `named_rules` has it.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        found = {rule.name: rule for rule in self.named_rules}
        name = normal(rule_id, frozenset(found)) if isinstance(rule_id, str) else rule_id
        if name not in found:
            raise unknown("rule", rule_id, found)
        return found[name]

    # The modules that do the rest are below this floor: hence the late imports.

    def at(self, plan: Plan) -> Self:
        """The program with the plan's dates as its launches and landings, and without windows.

        A plan keeps, breaks and is worth in this program what it does in the one with windows;
        only the goal `longest-waiting` counts with the program's own dates. A flight that the
        plan does not date keeps its own. `docked_days` that these dates do not keep are left out.

        Raises:
            ArgumentError: if the plan is none.
            PlanError: if the plan dates a flight that the program does not have.
            ProgramError: if the dates contradict each other: a landing that is not after its
                launch, two flights of one spacecraft that overlap.
        """
        from seatplan.arguments import Arguments
        from seatplan.checking import must_be_dated
        from seatplan.dates import dated

        with Arguments("at") as given:
            plan = given.plan(plan, self)
        must_be_dated(self, plan)
        made = dated(self, plan)
        validate(made)
        return made

    def apply(self, *edits: Edit) -> Self:
        """The program after these edits, one after the other; this one stays as it is.

        Raises:
            ArgumentError: if one of them is not an edit.
            ProgramError: with every name that an edit does not find, or with what contradicts
                itself once all of them are made.
        """
        from seatplan.arguments import Arguments
        from seatplan.whatif.edited import edited
        from seatplan.whatif.editing import Edit

        with Arguments("apply") as given:
            given.each(edits, Edit, "edits", "edits one by one: program.apply(*edits).", "edit")
        return edited(self, edits)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A program from plain data, shaped as in a file.

        Raises:
            ProgramError: with every problem and its place.
        """
        from seatplan.files import program_from_dict

        return program_from_dict(data, cls, python=True)

    @classmethod
    def from_frames(
        cls,
        *,
        flights: pd.DataFrame | None = None,
        crew: pd.DataFrame | None = None,
        agencies: pd.DataFrame | None = None,
        vehicles: pd.DataFrame | None = None,
        ports: pd.DataFrame | None = None,
        spacecraft: pd.DataFrame | None = None,
        seats: pd.DataFrame | None = None,
        fixed: pd.DataFrame | None = None,
        forbidden: pd.DataFrame | None = None,
        rules: pd.DataFrame | Sequence[Rule | Mapping[str, Any]] | None = None,
        goals: pd.DataFrame | Sequence[Goal | Mapping[str, Any]] | None = None,
        name: str | None = None,
    ) -> Program:
        """A program from pandas frames, a row for each thing and a column for each key.

        Missing values (NaN, NaT, NA, None) are keys left out. A cell of a list may be a list, or a
        text with semicolons, as in a crew list.

        Args:
            flights, crew, agencies, vehicles, ports, spacecraft, fixed, forbidden: the columns are
                the fields of `Flight` and its like.
            seats: the fields of `Seat`, and in `vehicle` or `flight` whose it is.
            rules, goals: objects or tables as in a file, or a frame of such tables.
            name: of the program; if None, the one that `to_frames` has put on the frames.

        Raises:
            ProgramError: with every problem, its row and the id.
        """
        from seatplan.notebook.program_frames import program_of_frames

        tables = {
            "agencies": agencies,
            "vehicles": vehicles,
            "ports": ports,
            "spacecraft": spacecraft,
            "flights": flights,
            "crew": crew,
            "fixed": fixed,
            "forbidden": forbidden,
        }
        return program_of_frames(tables, rules, goals, seats, name)

    def to_frames(self) -> dict[str, Any]:
        """The program as pandas frames, by table; `Program.from_frames(**frames)` reads them.

        Raises:
            ImportError: if pandas is not there (the extra `seatplan[pandas]`).
        """
        from seatplan.notebook.program_frames import frames_of

        return frames_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, shaped as in a file, without what has its default."""
        from seatplan.files import program_to_dict

        return program_to_dict(self)

    def save(self, path: str | PathLike[str], *, like: str | PathLike[str] | None = None) -> None:
        """Writes a `.toml`, `.json` or `.xlsx` file, whole or not at all.

        A `.toml` file that has this program, or an earlier state of it, keeps its comments, and
        the order and spelling of all that has not changed.

        Args:
            path: the file.
            like: another `.toml` file, whose comments, order and spelling to keep: the one that
                the program was read from, for example.

        Raises:
            ProgramError: if it cannot be written, or `like` cannot be read; then the old file is
                as it was.
            ImportError: for a workbook where openpyxl is not there (the extra `seatplan[excel]`).
        """
        from seatplan.files import save_program
        from seatplan.files.programs import text_of

        save_program(self, path, like=None if like is None else text_of(like))


def with_goals(program: Program, goals: tuple[Goal, ...]) -> Program:
    """The program with other goals, which have been looked over with all else that is in it.

    To look over everything once more would take longer than many a what-if.
    """
    if type(program) is not Program:
        return evolve(program, goals=goals)  # it may keep things of its own that depend on goals
    made = copy(program)
    object.__setattr__(made, "goals", goals)
    return made
