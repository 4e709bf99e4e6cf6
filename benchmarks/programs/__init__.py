"""Made-up programs for the benchmark, of kinds that do not ship with seatplan."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.programs.newer import assembly, gateway
from benchmarks.programs.outposts import divers, offshore, polar, winter
from benchmarks.programs.shuttles import commercial, moon, shuttle_mir, two_decades
from benchmarks.programs.stations import almaz, first_station, salyut, skylab, small_station
from seatplan import Program

WRITTEN: dict[str, Callable[[], Program]] = {
    "salyut": salyut,
    "skylab": skylab,
    "almaz": almaz,
    "first-station": first_station,
    "small-station": small_station,
    "shuttle-mir": shuttle_mir,
    "moon": moon,
    "commercial": commercial,
    "two-decades": two_decades,
    "polar": polar,
    "winter": winter,
    "offshore": offshore,
    "divers": divers,
    "assembly": assembly,
    "gateway": gateway,
}
"""The programs by their names in the benchmark."""
