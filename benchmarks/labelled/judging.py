"""Movements judged as formcheck would judge them, and how often that agrees with the labels.

Three rules, each the same for every movement. "Not in form" is formcheck's own verdict on a repetition: a fault of a
cue that is more than information, or of the cue that makes a repetition complete, which for squats is depth. It was
taken as the main rule after it was seen that most wrong squats are shallow ones, so "fault" leaves that cue out, and
"caution" adds cautions to the first. An episode that was not counted is not found wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.labelled.anatomy import heading, landmarks
from benchmarks.labelled.episodes import MOVEMENTS, Episode, joined
from benchmarks.labelled.filming import CAMERAS, CameraName, film
from formcheck import assess
from formcheck.records import Finding, Repetition, Report
from formcheck.wording import severity_rank

Rule = Callable[[Repetition], bool]


def not_in_form(repetition: Repetition) -> bool:
    """Formcheck's own verdict."""
    return repetition.in_form is False


def faulty(repetition: Repetition) -> bool:
    """A fault of a cue that is more than information."""
    return any(f.verdict == "fault" and f.severity != "info" for f in repetition.findings)


def doubtful(repetition: Repetition) -> bool:
    """Not in form, or a caution of a cue that is more than information."""
    return not_in_form(repetition) or any(f.verdict == "caution" and f.severity != "info" for f in repetition.findings)


@dataclass(frozen=True, slots=True)
class Judged:
    """An episode and its reports by camera."""

    episode: Episode
    reports: dict[CameraName, Report]

    @property
    def segmented(self) -> bool:
        """Whether it was one repetition to both cameras."""
        return all(len(report.repetitions) == 1 for report in self.reports.values())

    def repetitions(self, cameras: Sequence[CameraName]) -> list[Repetition]:
        """First repetition in each of the cameras, where there is one."""
        return [r for camera in cameras for r in self.reports[camera].repetitions[:1]]

    def wrong(self, cameras: Sequence[CameraName], rule: Rule) -> bool:
        """Whether one of the cameras found it wrong."""
        return any(rule(repetition) for repetition in self.repetitions(cameras))

    def carriers(self) -> list[str]:
        """Cues that made it not in form, each once."""
        found = [(r, f) for r in self.repetitions(CAMERAS) for f in r.findings if f.verdict == "fault"]
        return sorted({f.cue for r, f in found if f.severity != "info" or not r.complete})

    def weightiest(self) -> Finding | None:
        """The weightiest caution, for an episode that was missed."""
        found = [f for r in self.repetitions(CAMERAS) for f in r.findings if f.verdict == "caution"]
        return max(found, key=lambda f: severity_rank(f.severity), default=None)


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of wrong episodes that were found wrong, and of right ones that were found right."""

    sensitivity: float
    specificity: float

    @property
    def balanced_accuracy(self) -> float:
        """Mean of the two."""
        return (self.sensitivity + self.specificity) / 2


def judge_recording(of: list[Episode]) -> tuple[list[Judged], int]:
    """Judge each episode alone from both cameras, and count the repetitions of the whole recording from the side."""
    ahead, exercise = heading(landmarks(joined(of))), MOVEMENTS[of[0].movement][1]
    judged = [
        Judged(episode, {camera: assess(film(episode, camera, ahead), exercise) for camera in CAMERAS})
        for episode in of
    ]  # fmt: skip
    return judged, len(assess(film(joined(of), "side", ahead), exercise).repetitions)


def score(of: Iterable[Judged], cameras: Sequence[CameraName], rule: Rule = not_in_form) -> Scores:
    """Compare what was found with the labels."""
    of = list(of)
    wrong = [judged.wrong(cameras, rule) for judged in of if not judged.episode.correct]
    right = [not judged.wrong(cameras, rule) for judged in of if judged.episode.correct]
    return Scores(sum(wrong) / len(wrong), sum(right) / len(right))


def carried(of: Iterable[Judged], *, correct: bool) -> str:
    """Cues that found episodes wrong, most frequent first, for those labelled right or those labelled wrong."""
    found = Counter(cue for judged in of if judged.episode.correct == correct for cue in judged.carriers())
    return ", ".join(f"{cue} x{n}" for cue, n in found.most_common()) or "-"
