"""Measures the cost of ports and changes of port: programs with and without them.

    python -m benchmarks.ships

`iss-crossflight` without its ports and with them, fixed and with five dates for each launch and
landing; and `iss` with 215 made-up cargo ships, 344 flights in all, at eight ports.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from benchmarks.alone import Facts, Stopwatch, alone
from seatplan import Flight, OpenDates, Port, Program, Vehicle, catalog, solve
from seatplan.goals import FewestRelocations


def crossflight() -> Program:
    """The shipped program, with changes of port as its last goal."""
    program = catalog.load("iss-crossflight")
    return evolve(program, goals=(*program.goals, FewestRelocations()))


def five_dates() -> Program:
    """The program with launches and landings up to ten days earlier or later."""
    return crossflight().apply(OpenDates(days=10, step=5))


def history() -> Program:
    """All flights to the station, with cargo ships between them; some must dock at one port."""
    program = catalog.load("iss")
    known = {one.id for one in program.vehicles}
    operators = {one.id: one.operator for one in program.vehicles}
    cargo = (
        Vehicle("Progress", next(iter(operators.values()))),
        Vehicle("Dragon cargo", next(iter(operators.values()))),
    )
    adapters = [one for one in known if "Soyuz" not in one] + ["Dragon cargo"]
    russian = [one for one in known if "Soyuz" in one] + ["Progress"]
    ports = [Port(f"adapter {at}", sorted(adapters)) for at in (1, 2, 3)]
    ports += [Port(f"segment {at}", sorted(russian)) for at in range(1, 6)]
    ships: list[Flight] = []
    day = date(1999, 1, 10)
    while len(ships) + len(program.flights) < 344:
        at = len(ships)
        kind, stay = ("Progress", 100) if at % 3 else ("Dragon cargo", 30)
        only = None if at % 5 else [f"{'segment' if at % 3 else 'adapter'} 1"]
        ships.append(
            Flight(
                f"cargo {at}",
                kind,
                day,
                day + timedelta(stay),
                ports=only,
                seats=(),
                ascent="empty",
                descent="empty",
            )
        )
        day += timedelta(45)
    return evolve(
        program,
        vehicles=(*program.vehicles, *cargo),
        flights=(*program.flights, *ships),
        ports=tuple(ports),
        goals=(*program.goals, FewestRelocations()),
    )


def bare(program: Program) -> Program:
    """The program without ports, spacecraft, and the rules and goals about them."""
    return evolve(
        program,
        ports=(),
        spacecraft=(),
        flights=tuple(evolve(one, ports=None) for one in program.flights),
        goals=tuple(one for one in program.goals if not one.of_traffic),
    )


CASES = {one.__name__: one for one in (crossflight, five_dates, history)}


def measure(case: str, ships: bool) -> Facts:
    """Solves one case, after a small one that loads the solver."""
    solve(catalog.load("two-flights"))
    program = CASES[case]()
    with Stopwatch() as watch:
        result = solve(program if ships else bare(program), time_limit=600)
    goals = [(goal.id, goal.value, goal.optimal) for goal in result.goals]
    return {**watch.facts, "status": result.status.value, "goals": goals}


def main() -> None:
    """Measures each case in a separate process, without ships and with them."""
    print(f"{'CPU seconds':12} {'without':>8} {'with':>8}")
    for case in CASES:
        without, ships = (alone(measure, case, one) for one in (False, True))
        values = ", ".join(f"{name} {value:,}" for name, value, _ in ships["goals"])
        print(f"{case:12} {without['cpu']:8.2f} {ships['cpu']:8.2f}  {ships['status']}: {values}")


if __name__ == "__main__":
    from benchmarks.ships import main  # under its own name, so that `alone` finds it

    main()
