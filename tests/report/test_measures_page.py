import re

from formcheck.catalogue.library import exercises
from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.motion.gait import GAIT_MEASURES
from formcheck.motion.measures import MEASURES
from formcheck.report.measures_page import EXERCISES_LINK, page

ROWS = [line.strip("| ").split(" | ") for line in page().splitlines() if line.startswith("| `")]
LINK = re.escape(EXERCISES_LINK).replace(re.escape("{id}"), r"(\w+)")


def rows_of(name: str) -> list[list[str]]:
    return [row for row in ROWS if row[0] == f"`{name}`"]


def test_every_measure_has_its_row() -> None:
    assert len(ROWS) == len(MEASURES) + len(GAIT_MEASURES) + len(SET_MEASURES)
    assert {row[0].strip("`") for row in ROWS} == {*MEASURES, *GAIT_MEASURES, *SET_MEASURES}


def test_a_row_says_what_it_means_in_which_unit_and_how_well_it_is_read() -> None:
    for name, measure in MEASURES.items():
        row = rows_of(name)[0]
        assert len(row) == 7, name
        assert all(row), name
        assert row[1] == measure.meaning.replace("|", "/")
        assert row[2].startswith(measure.unit), name
        assert float(row[3].split()[0]) == measure.error > 0, name
        assert (row[4] == "no") == (not measure.views), name
        assert row[5] == ("each" if measure.sided else "whole"), name


def test_exercises_that_read_a_measure_are_linked() -> None:
    assert set(re.findall(LINK, page())) <= {exercise.id for exercise in exercises()}
    assert re.findall(LINK, rows_of("knees_parted")[0][6]) == ["clamshell"]
    assert rows_of("knee_flexion")[0][6].endswith(" more")
