import numpy as np
import pytest

from benchmarks.sensitivity import CONSTANTS, MODULES, Change, Signal, changed, compare, cycles, effect, table
from formcheck.catalogue.library import load_exercise
from formcheck.motion.segmenting import cycle

TIMES_S = np.arange(0.0, 12.0, 1 / 15)


def squats() -> Signal:
    """Three cycles of 3 s, to half a leg length, each after a rest."""
    drop = 0.25 * (1.0 - np.cos(2 * np.pi * np.clip((TIMES_S % 4.0) - 0.5, 0.0, 3.0) / 3.0))
    return Signal(name="drawn", exercise=load_exercise("squat"), times_s=TIMES_S, values=drop)


@pytest.mark.parametrize("constant", CONSTANTS)
def test_every_constant_is_one_of_the_segmentation_and_is_put_back(constant: str) -> None:
    homes = [module for module in MODULES if hasattr(module, constant)]
    before = [getattr(module, constant) for module in homes]
    assert homes
    with changed(constant, 1.3):
        assert [getattr(module, constant) for module in homes] == [1.3 * value for value in before]
    assert [getattr(module, constant) for module in homes] == before


def test_nothing_changed_changes_nothing() -> None:
    signal = squats()
    assert len(cycles(signal)) == 3
    assert str(effect([signal], [cycles(signal)], "_RETURN_SHARE", 1.0)) == "same; 0.00 s"


def test_an_excursion_beyond_the_movement_loses_the_cycles() -> None:
    signal = squats()
    assert effect([signal], [cycles(signal)], "min_excursion", 10.0).lost == 3


def test_cycles_are_matched_by_their_peaks() -> None:
    change, found = Change(), cycles(squats())
    compare(found, found[1:], change)
    compare(found[:1], found, change)
    assert (change.lost, change.added, change.moved_s) == (1, 2, 0.0)


def test_the_table_has_a_row_for_each_constant() -> None:
    rows = list(table([squats()]))
    assert rows[0] == "3 cycles in 1 signals."
    assert len(rows) == 4 + 1 + len(CONSTANTS)
    assert f"| `{CONSTANTS[0]}` | {cycle.EDGE_SHARE} |" in rows[5]
