"""From measured clips to the sections of the page: what ``make real`` prints and ``benchmarks/PEOPLE.md`` holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.real import confusion
from benchmarks.real.known.people import Group, people
from benchmarks.real.known.truth import Clip
from benchmarks.real.measuring import Measured, exercise_of, measure_all
from benchmarks.real.self_checks import check_table, departures_of
from benchmarks.real.tables import (
    aims_table,
    attempt_table,
    by_group,
    clip_table,
    count_table,
    cue_table,
    missing_table,
    reason_table,
    without_cue_table,
)
from formcheck.pose.model.bundle import locate, verify
from formcheck.records import ModelName

INTRO = """\
# Accuracy on people

Made by `make real` on {day}, with formcheck {formcheck} and MediaPipe {mediapipe}. The clips lie beside the project and
are no part of it: {clips} clips, {tuned} people who may be looked at while rules are made (*tuned*: all whose clips
were looked at before, and half of the others) and {untuned} who may not (*untuned*). Of the untuned only totals are
printed. `benchmarks/real/people.csv` is the list.

How labels meet findings is said in `benchmarks/real/agreement.py`. Intervals are Wilson's, 95 %; they take repetitions
and cues for independent, which those of one person are not, so the true ones are wider.
"""


def page(clips: Sequence[Clip], sections: Iterable[str]) -> str:
    """Put a page together."""
    sides = by_person()
    intro = INTRO.format(
        day=datetime.now(tz=UTC).date(), formcheck=version("formcheck"), mediapipe=version("mediapipe"),
        clips=len(clips), tuned=sides.count("tuned"), untuned=sides.count("untuned"),
    )  # fmt: skip
    return "\n".join([intro, *sections])


def by_person() -> list[Group]:
    """List the side of the split of every person."""
    return [person.group for person in people()]


def counts_and_cues(measured: Sequence[Measured], model: ModelName, groups: Sequence[Group]) -> Iterator[str]:
    """Sections on counts, cues and abstentions with one model."""
    yield f"## Model {model}: aims\n"
    yield from _table(aims_table(measured, groups))
    yield from _table(count_table(measured, groups))
    yield from _table(attempt_table(measured, groups))
    yield f"## Model {model}: clips of tuned people\n"
    yield from _table(clip_table(measured))
    for group, of_group in by_group(measured, groups).items():
        yield f"## Model {model}: cues, in repetitions of {group} people\n"
        yield from _table(cue_table(of_group))
    yield f"## Model {model}: not judged, by the reason, in repetitions\n"
    yield from _table(reason_table(measured, groups))


def what_is_missing(measured: Sequence[Measured], clips: Sequence[Clip]) -> Iterator[str]:
    """Sections on what the catalogue cannot be compared with."""
    yield "## Labels and clips that nothing is compared with\n"
    yield from _table(without_cue_table(measured))
    yield from _table(missing_table([clip for clip in clips if exercise_of(clip) is None]))


def confusions(clips: Sequence[Clip], model: ModelName, jobs: int, groups: Sequence[Group]) -> Iterator[str]:
    """Sections on clips under wrong names."""
    cells = confusion.cells_of(clips, model, jobs)
    yield f"## Model {model}: {len(clips)} clips under {len(confusion.NAMES)} names\n"
    yield from _table(confusion.share_table(cells, groups))
    yield from _table(confusion.name_table(cells, groups))
    yield from _table(confusion.confusion_table(cells))


def self_checks(clips: Sequence[Clip], model: ModelName, jobs: int, groups: Sequence[Group]) -> Iterator[str]:
    """Sections on what is true of everybody."""
    found = departures_of(clips, model, jobs)
    yield f"## Model {model}: what is true of everybody without a label\n"
    yield (
        "Standing: the clip's median and the spread from the 5th to the 95th percentile. Lengths: that spread, in % of "
        "the median. Mirrored: median and 95th percentile over frames. Totals are of sizes without sign.\n"
    )
    yield from _table(check_table(found, groups))


def measured_by(clips: Sequence[Clip], model: ModelName, jobs: int) -> list[Measured]:
    """Judge all clips that the catalogue has an exercise for."""
    verify(locate(model))
    return measure_all([clip for clip in clips if exercise_of(clip)], model, jobs)


def _table(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield ""
