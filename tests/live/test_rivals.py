"""What another exercise explains clearly better is not counted in a live set, and the page says what it looks like."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.lookalikes import Span
from formcheck.coaching.session import Session
from formcheck.live.conductor import Conductor
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.motion.cleaning.cleaner import CleanPose
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import squat
from tests.support.streams import FPS, joined, still

SQUAT = load_exercise("squat")
FOUR = SetTiming(4, down_s=1.2, hold_s=0.2, up_s=1.0, pause_s=0.6, before_s=0.5)


class Rivals:
    """Rivals that call so many repetitions, or fewer, a deadlift; `asked` says of how many they were asked."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.asked: list[int] = []

    def outdoing(self, exercise: Exercise, poses: Sequence[CleanPose], counted: Sequence[Span]) -> str:
        del exercise, poses
        self.asked.append(len(counted))
        return "a deadlift" if len(counted) <= self._most else ""


def conduct(rivals: Rivals) -> tuple[Conductor, list[Stage]]:
    poses = film(squat(), FOUR, SIDE, fps=FPS)
    conductor = Conductor(SQUAT, SetPlan(sets=1, rest_s=10.0), lambda: Session(SQUAT, rivals=rivals))
    stages = [conductor.push(pose, 0.5, 1) for pose in joined(still(poses[0], 5.0), poses, still(poses[-1], 8.0))]
    conductor.finish()
    return conductor, stages


def test_what_looks_like_another_exercise_is_said_and_not_counted() -> None:
    rivals = Rivals(most=99)
    conductor, stages = conduct(rivals)
    assert max(stage.count for stage in stages) == 1
    assert "Looks like a deadlift" in [said.text for stage in stages for said in stage.utterances]
    assert "Not counted: it looks like a deadlift." in {stage.why for stage in stages}
    (done,) = conductor.finished
    assert done.report.repetitions == ()
    assert done.report.looks_like == "a deadlift"
    assert rivals.asked == [2, 4, 4]
    assert stages[-1].name == "done"


def test_it_is_counted_again_once_more_of_it_was_seen() -> None:
    conductor, stages = conduct(Rivals(most=2))
    counts = [stage.count for stage in stages if stage.name == "working"]
    assert [count for i, count in enumerate(counts) if i and count != counts[i - 1]] == [1, 0, 4]
    (done,) = conductor.finished
    assert len(done.report.repetitions) == 4
    assert done.report.looks_like == ""
    assert "" in {stage.why for stage in stages if stage.count == 4}
