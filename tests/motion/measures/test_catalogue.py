import inspect
from types import ModuleType

import pytest

from formcheck.catalogue.library import exercises
from formcheck.coaching.recorder import columns_of
from formcheck.motion import measures
from formcheck.motion.measures import MEASURES, Measure
from formcheck.motion.measures.registry import exercise_measures
from tests.motion.measures import cases
from tests.motion.measures.cases import CASES

UNITS = {"deg", "ratio", "s", "count"}


def test_every_measure_is_tested_with_a_known_value() -> None:
    assert {case.measure for case in CASES} == set(exercise_measures())


def test_every_measure_is_used_by_an_exercise() -> None:
    used = {column.measure for exercise in exercises() for column in columns_of(exercise)}
    assert set(MEASURES) - used == set()


def test_every_measure_says_what_it_means() -> None:
    for measure in MEASURES.values():
        assert measure.meaning.endswith("."), measure.name
        assert len(measure.meaning) > 30, measure.name
        assert measure.unit in UNITS, measure.name
        assert measure.error > 0, measure.name
        assert measure.name == measure.function.__name__


def names_its_denominator(measure: Measure) -> bool:
    said = inspect.getdoc(measure.function) or ""
    return any(word in said for word in ("length", "width", "height", "over the distance", "over hip flexion"))


def test_a_ratio_names_its_denominator() -> None:
    assert [m.name for m in MEASURES.values() if m.unit == "ratio" and not names_its_denominator(m)] == []


def test_a_graded_measure_names_its_joints() -> None:
    assert [m.name for m in MEASURES.values() if bool(m.views) != bool(m.joints)] == []


def test_the_listed_modules_hold_all_measures() -> None:
    assert {m.function.__module__ for m in MEASURES.values()} == {module.__name__ for module in measures.MODULES}


@pytest.mark.parametrize("module", cases.MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_known_values_are_filed_as_the_measures_are(module: ModuleType) -> None:
    filed = {MEASURES[case.measure].function.__module__.rsplit(".", 1)[1] for case in module.CASES}
    assert filed == {module.__name__.rsplit(".", 1)[1]}


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"no measure 'knee_flexoin'\..*Did you mean 'knee_flexion'"):
        MEASURES.find("knee_flexoin")


def test_registering_keeps_what_was_said() -> None:
    one, whole = MEASURES["knee_past_ankle"], MEASURES["foot_split"]
    assert (one.unit, one.error, one.joints, one.sided, one.needs_standing) == (
        "ratio", 0.075, ("knee", "ankle"), True, False,
    )  # fmt: skip
    assert (one.views, whole.sided, whole.needs_standing) == (frozenset(["side"]), False, True)


def test_an_exercise_may_not_name_what_only_a_run_is_read_from() -> None:
    names = exercise_measures()
    assert "hip_level" in MEASURES
    assert "hip_level" not in names
    assert {m.role for name, m in MEASURES.items() if name in names} == {"exercise"}
