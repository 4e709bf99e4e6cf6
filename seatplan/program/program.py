"""The program: its tables, and its methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import field, fields, frozen

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
    """Everything that is known and required: flights, crew, rules, goals and so on.

    Attributes:
        name: the name of the program, as text for people; plans contain it.
        agencies: the agencies.
        vehicles: the types of spacecraft.
        ports: the docking ports. A vehicle needs no port at a station where no port takes it.
        spacecraft: the capsules. A vehicle without listed spacecraft needs none.
        flights: the flights.
        crew: the people who can fly.
        fixed: assignments that a plan must have.
        forbidden: assignments that a plan must not have.
        rules: the rules, hard or soft.
        goals: the goals to optimize, in order of priority.
        format: the format of the file: 1, the only one so far.

    Raises:
        ProgramError: on construction, if the program contradicts itself; it has every problem.
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
        """The rules, each with an id: its own, or one derived from its kind."""
        return named(self.rules)

    @property
    def named_goals(self) -> tuple[Goal, ...]:
        """The goals to optimise, in order, each with its id; `keep-rules` first if implied."""
        return goals_in_order(self.rules, self.goals, (*self.fixed, *self.forbidden))

    @property
    def notices(self) -> tuple[noting.Notice, ...]:
        """Notices on what is allowed but rarely intended, such as ids that look alike."""
        from seatplan.notices import notices_of  # on a floor below

        return notices_of(self)

    def flight(self, flight_id: str) -> Flight:
        """The flight with an id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.flights, flight_id, "flight")

    def member(self, member_id: str) -> CrewMember:
        """The member with an id, or with a name that only one member has.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        hint = nearest_member(str(member_id), self.crew)
        known = member_meant(member_id, self.crew) if isinstance(member_id, str) else member_id
        return one_called(self.crew, known, "member", hint)

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """The vehicle with an id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.vehicles, vehicle_id, "vehicle")

    def agency(self, agency_id: str) -> Agency:
        """The agency with an id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.agencies, agency_id, "agency")

    def port(self, port_id: str) -> Port:
        """The port with an id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.ports, port_id, "port")

    def rule(self, rule_id: str) -> Rule:
        """The rule with an id, as in `named_rules`.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        found = {rule.name: rule for rule in self.named_rules}
        name = normal(rule_id, frozenset(found)) if isinstance(rule_id, str) else rule_id
        if name not in found:
            raise unknown("rule", rule_id, found)
        return found[name]

    # The other methods use modules on floors below, which are imported late.

    def at(self, plan: Plan) -> Self:
        """The program with the plan's dates as its launches and landings, and without windows.

        A check of the plan gives the same result for this program as for the one with windows,
        except for the goal `longest-waiting`, which counts with the program's own dates. A flight
        that the plan does not date keeps its dates. `docked_days` are left out if the dates do not
        keep them.

        Raises:
            ArgumentError: if it is not a plan.
            PlanError: if the plan dates a flight that the program does not have.
            ProgramError: if the dates contradict each other: a landing that is not after its
                launch, two flights of one spacecraft that overlap.
        """
        from seatplan.arguments import Arguments
        from seatplan.dates import dated
        from seatplan.known_names import must_be_dated

        with Arguments("at") as given:
            plan = given.plan(plan, self)
        must_be_dated(self, plan)
        made = dated(self, plan)
        validate(made)
        return made

    def apply(self, *edits: Edit) -> Self:
        """The program after these edits, applied one after another; this program is unchanged.

        Raises:
            ArgumentError: if one of them is not an edit.
            ProgramError: if edits name unknown things, or the result contradicts itself; it has
                every problem.
        """
        from seatplan.arguments import Arguments
        from seatplan.whatif.edited import edited
        from seatplan.whatif.editing import Edit

        with Arguments("apply") as given:
            given.each(edits, Edit, "edits", "edits one by one: program.apply(*edits).", "edit")
        return edited(self, edits)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Makes a program from plain data as in a file.

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
        """Makes a program from pandas frames, with a row for each object and a column for each key.

        A missing value (NaN, NaT, NA, None) means that the key is left out. The cell of a list is a
        list, or a text with semicolons, as in a crew list.

        Args:
            flights, crew, agencies, vehicles, ports, spacecraft, fixed, forbidden: frames whose
                columns are the fields of `Flight` and so on.
            seats: a frame with the fields of `Seat`, and a column `vehicle` or `flight` with the id
                of the owner.
            rules, goals: objects, tables as in a file, or a frame of such tables.
            name: the name of the program; if None, the name that `to_frames` stored in the frames.

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
            ImportError: if pandas is not installed (extra `seatplan[pandas]`).
        """
        from seatplan.notebook.program_frames import frames_of

        return frames_of(self)

    def to_dict(self) -> dict[str, Any]:
        """The program as plain data as in a file, without keys that have their default.

        Days are `date` objects, as in TOML. For JSON, `json.dumps(program.to_dict(), default=str)`
        writes them as text, and `from_dict` reads that again.
        """
        from seatplan.files import program_to_dict

        return program_to_dict(self)

    def save(self, path: str | PathLike[str], *, like: str | PathLike[str] | None = None) -> None:
        """Writes a `.toml`, `.json` or `.xlsx` file, completely or not at all.

        If a `.toml` file already has this program, or an earlier state of it, its comments are
        kept, and so are the order and text of everything that has not changed.

        Args:
            path: the file.
            like: another `.toml` file whose comments, order and text are kept instead, such as the
                file from which the program was read.

        Raises:
            ProgramError: if it cannot be written, or `like` cannot be read; the old file is then
                unchanged.
            ImportError: for a workbook if openpyxl is not installed (extra `seatplan[excel]`).
        """
        from seatplan.files import save_program
        from seatplan.files.programs import text_of

        save_program(self, path, like=None if like is None else text_of(like))
