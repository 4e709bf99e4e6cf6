"""The dual simplex has the optimum of each program, whatever it has solved before."""

from __future__ import annotations

import numpy as np

from seatplan.engine.solver.dual_simplex import DualSimplex
from seatplan.engine.solver.relaxation import exact_bound
from tests.engine.solver.test_tree import triangle


def test_a_program_has_its_optimum_whatever_was_solved_before() -> None:
    """Also after one without a solution, from whose end the solver does not go on."""
    program = triangle(1)
    simplex = DualSimplex(program, 0)
    least, most = program.least, program.most
    ranges = [(least, most), (np.ones(3, dtype=np.int64), most), (least, most)] * 2
    found = [simplex.solve(*one) for one in ranges]
    sums = [None if one is None else round(float(one.sum()), 6) for one, _ in found]
    assert sums == [1.5, None, 1.5] * 2
    assert [exact_bound(program, found[at][1]) for at in (0, 2)] == [15, 15]
