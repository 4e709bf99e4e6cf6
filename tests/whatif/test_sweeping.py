"""Sweep: the same study here, on threads, on processes and on a cluster."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

import seatplan
from seatplan import Cancel, ProgramError, Scenario, Slip, Status, sweep, what_if
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.study import Study, content_of, key_of
from seatplan.whatif.sweep_progress import SweepProgress
from seatplan.whatif.sweeping import in_order
from seatplan.whatif.workers import answer
from tests.warm import WARM

from .studies import AS_OF, PLAN, PROGRAM, SCENARIOS, findings, raising


@pytest.fixture(scope="module")
def here() -> dict[str, object]:
    """The findings of the study in this process."""
    return findings(sweep(PROGRAM, PLAN, SCENARIOS))


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Two fresh processes."""
    with ProcessPoolExecutor(2, WARM) as executor:
        yield executor


def test_each_outcome_is_that_of_what_if(here: dict[str, object]) -> None:
    """Each outcome of a sweep equals that of `what_if`."""
    for scenario in SCENARIOS:
        named = what_if(PROGRAM, PLAN, *scenario.edits, name=scenario.name)
        assert findings([named])[scenario.name] == here[scenario.name]


def test_here_they_come_in_order() -> None:
    names = [one.scenario.name for one in sweep(PROGRAM, PLAN, SCENARIOS[:4])]
    assert names == [one.name for one in SCENARIOS[:4]]


def test_a_mapping_of_names_to_edits_is_scenarios(here: dict[str, object]) -> None:
    """A mapping from names to edits equals scenarios with these names."""
    named = {one.name: list(one.edits) for one in SCENARIOS[:3]}
    assert findings(sweep(PROGRAM, PLAN, named)) == {name: here[name] for name in named}


def test_on_threads(here: dict[str, object]) -> None:
    with ThreadPoolExecutor(3) as executor:
        assert findings(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor)) == here


def test_on_processes(here: dict[str, object], processes: ProcessPoolExecutor) -> None:
    """On processes, the findings are the same, even if the workers already know the study."""
    for _ in range(2):
        assert findings(sweep(PROGRAM, PLAN, SCENARIOS, executor=processes)) == here


def test_two_studies_on_the_same_processes(processes: ProcessPoolExecutor) -> None:
    """Two studies on the same processes are distinguished by their content."""
    first = sweep(PROGRAM, PLAN, SCENARIOS[:5], executor=processes)
    second = sweep(PROGRAM, PLAN, SCENARIOS[:5], as_of=AS_OF, executor=processes)
    both = [found for pair in zip(first, second, strict=True) for found in pair]
    assert len(both) == 10
    assert findings(both[::2]) == findings(sweep(PROGRAM, PLAN, SCENARIOS[:5]))
    assert findings(both[1::2]) == findings(sweep(PROGRAM, PLAN, SCENARIOS[:5], as_of=AS_OF))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # dask and tornado have some of theirs
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_on_a_cluster(here: dict[str, object]) -> None:
    """Two worker processes of dask's scheduler, over TCP as on many machines."""
    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}),  # as in WARM
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        for _ in range(2):
            assert findings(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor)) == here


class Counting(Executor):
    """An executor that runs tasks at once in this thread and counts what it would send."""

    _max_workers = 2

    def __init__(self) -> None:
        self.sent: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        self.sent.append(len(pickle.dumps((args, keys))))
        future: Future[Any] = Future()
        future.set_result(fn(*args, **keys))
        return future


def test_the_program_is_sent_once_to_each_worker(here: dict[str, object]) -> None:
    """The program is sent once to each worker, not with every scenario."""
    executor = Counting()
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor)) == here
    packed = len(Study(PROGRAM, PLAN).packed())
    assert sum(size > packed for size in executor.sent) == 2
    assert len(executor.sent) == len(SCENARIOS)


def test_a_worker_that_has_not_heard_of_the_study_asks_for_it() -> None:
    """A worker that does not know the study requests it."""
    study = Study(PROGRAM, PLAN, options=Replanning(seed=7))
    assert answer(study.key, None, SCENARIOS[1], "1") is None
    first = answer(study.key, study.packed(), SCENARIOS[1], "2")
    second = answer(study.key, None, SCENARIOS[1], "3")
    assert first is not None
    assert second is not None
    assert findings([first]) == findings([second])


def test_workers_forget_old_studies() -> None:
    """Workers drop old studies."""
    for seed in range(10, 20):
        study = Study(PROGRAM, PLAN, options=Replanning(seed=seed))
        answer(study.key, study.packed(), SCENARIOS[0], "")
    oldest = Study(PROGRAM, PLAN, options=Replanning(seed=10))
    assert answer(oldest.key, None, SCENARIOS[0], "") is None
    assert answer(study.key, None, SCENARIOS[0], "") is not None


def test_keys_are_of_the_content() -> None:
    """Equal values have the same key in every process; different values have different keys."""
    study = Study(PROGRAM, PLAN)
    assert Study.unpacked(study.packed()) == study
    assert Study.unpacked(study.packed()).key == study.key
    others = [
        Study(PROGRAM.apply(Slip("F1", 1)), PLAN),
        Study(PROGRAM, seatplan.Plan()),
        Study(PROGRAM, PLAN, AS_OF),
        Study(PROGRAM, PLAN, options=Replanning(time_limit=3.0)),
    ]
    assert len({one.key for one in (study, *others)}) == 5
    assert key_of(Scenario("a", [Cancel("F1")])) == key_of(Scenario("b", [Cancel("F1")]))
    assert content_of("1") != content_of(1)


def test_a_scenario_that_does_not_fit_is_said_before_anything_runs() -> None:
    """Scenarios that do not fit are reported at the call, all at once."""
    wrong = (*SCENARIOS, Scenario("typo", [Slip("F9", 1)]), Scenario("short", [Slip("F1", 10**9)]))
    with pytest.raises(ProgramError) as caught:
        sweep(PROGRAM, PLAN, wrong)
    places = [problem.place[:2] for problem in caught.value.problems]
    assert places == [("scenarios", len(SCENARIOS)), ("scenarios", len(SCENARIOS) + 1)]
    with pytest.raises(ProgramError, match="is past on"):
        sweep(PROGRAM, PLAN, SCENARIOS, as_of=AS_OF + (AS_OF - AS_OF.replace(year=2029)))


def test_progress() -> None:
    """Progress is reported from none to all, with each outcome."""
    told: list[SweepProgress] = []
    list(sweep(PROGRAM, PLAN, SCENARIOS[:3], on_progress=told.append))
    assert [(one.done, one.total) for one in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert told[0].latest is None
    assert [one.latest.scenario for one in told[1:] if one.latest] == list(SCENARIOS[:3])


def test_who_stops_early_leaves_nothing_running(processes: ProcessPoolExecutor) -> None:
    """If the caller stops early, nothing keeps running, and the executor is still usable."""
    some = sweep(PROGRAM, PLAN, SCENARIOS, executor=processes)
    next(some)
    some.close()  # type: ignore[attr-defined]
    assert len(list(sweep(PROGRAM, PLAN, SCENARIOS[:2], executor=processes))) == 2


def test_no_scenarios() -> None:
    assert list(sweep(PROGRAM, PLAN, [])) == []


def test_errors_of_workers_come_out() -> None:
    """Errors of workers are raised, not turned into outcomes."""

    class Broken(Counting):
        def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(RuntimeError("the worker is gone"))
            return future

    with pytest.raises(RuntimeError, match="the worker is gone"):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=Broken()))


@pytest.mark.parametrize("threads", [0, 2])
def test_a_scenario_that_raises(
    here: dict[str, object], threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error names its scenario, or is recorded as the outcome of that scenario."""
    monkeypatch.setattr(Replanner, "outcome", raising(Replanner.outcome))
    with ThreadPoolExecutor(2) as pool:
        executor = pool if threads else None
        with pytest.raises(ZeroDivisionError) as caught:
            list(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor))
        assert caught.value.__notes__ == ["in the scenario 'no bob'"]
        found = list(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor, on_error="record"))
    (failed,) = [one for one in found if one.error is not None]
    assert (failed.scenario.name, failed.error) == ("no bob", "ZeroDivisionError: no bob")
    assert (failed.result.status, failed.survives, failed.fails) == (Status.UNKNOWN, False, False)
    assert type(failed).from_dict(failed.to_dict()) == failed
    rest = findings(one for one in found if one.error is None)
    assert rest == {name: what for name, what in here.items() if name != "no bob"}


def test_in_the_order_of_the_scenarios(here: dict[str, object]) -> None:
    """Outcomes are in the order of the scenarios, with duplicates as requested."""
    todo = (*SCENARIOS, SCENARIOS[2], SCENARIOS[0])
    outcomes = {one.scenario.name: one for one in sweep(PROGRAM, PLAN, SCENARIOS)}
    jumbled = [outcomes[one.name] for one in reversed(todo)]
    assert [one.scenario for one in in_order(iter(jumbled), todo)] == list(todo)
    with ThreadPoolExecutor(2) as pool:
        found = list(sweep(PROGRAM, PLAN, SCENARIOS, executor=pool, ordered=True))
    assert [one.scenario for one in found] == list(SCENARIOS)
    assert findings(found) == here
