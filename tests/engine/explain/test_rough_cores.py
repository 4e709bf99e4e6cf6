"""First cores, from the relaxation too, and the small models in which they are shrunk."""

from __future__ import annotations

from unittest.mock import patch

from attrs import evolve
from hypothesis import given

import seatplan
from seatplan import Program, catalog
from seatplan.engine.explain import rough_cores
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.rough_cores import RoughCores
from seatplan.rules.quota import Quota
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def test_a_core_of_the_relaxation_is_in_the_order_of_dropping() -> None:
    """The core has its requirements in the order in which to leave them out, and no plan."""
    program = catalog.load("commercial-station")
    capped = evolve(program, rules=(*program.rules, Quota(id="cap", max=5)))
    rough = RoughCores(Oracle(capped, None, None, 60.0))
    first = rough.core(())
    assert first is not None
    core = rough.relaxed_core(first)
    assert core is not None
    cores = rough.small(core, barring=False)
    assert list(core) == [id for id in cores.wanted() if id in core]
    assert cores.core(core) is not None
    assert rough.relaxed_core(core) is None
    with patch.object(rough_cores, "LARGE_MODEL", 10):
        assert rough.relaxed_core(first) is None


@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(10)
def test_few_people_show_nothing_that_all_do_not(drawn: Program) -> None:
    """An explanation is the same, whether plans are first looked for among few people or not."""
    with patch.object(rough_cores, "MANY", 0), patch("seatplan.engine.explain.relevance.FEW", 1):
        among_few = seatplan.explain(drawn, max_fixes=0)
    among_all = seatplan.explain(drawn, max_fixes=0)
    assert among_few.proved == among_all.proved
    assert among_few.conflicts == among_all.conflicts
