"""Live and uploaded compared: what is called the same, whom it is measured on, and what is held first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.live.same import CLIPS, Likeness, likeness
from benchmarks.real.known.people import person_of
from benchmarks.real.looks import pushed
from formcheck.records import Verdict
from tests.support.figures import SIDE, SetTiming
from tests.support.moves import idle


@pytest.mark.parametrize(
    ("live", "uploaded", "how"),
    [
        ("ok", "ok", "same"),
        ("not_judged", "not_judged", "same"),
        ("not_judged", "fault", "softer"),
        ("caution", "fault", "softer"),
        ("fault", "caution", "harder"),
        ("ok", "not_judged", "harder"),
        ("ok", "fault", "contrary"),
        ("fault", "ok", "contrary"),
    ],
)
def test_verdicts_are_compared_by_what_they_tell_the_user(live: Verdict, uploaded: Verdict, how: Likeness) -> None:
    assert likeness(live, uploaded) == how


def test_it_is_measured_on_people_that_may_be_looked_at() -> None:
    assert len(set(CLIPS)) == len(CLIPS) >= 20
    assert {person_of(stem).group for stem in CLIPS} == {"tuned"}


def test_the_first_pose_of_a_person_is_held_before_the_clip_goes_on() -> None:
    standing = idle(SetTiming().at(0.0))
    poses = [SIDE.see(standing, i / 10) for i in range(30)]
    nobody = replace(poses[0], landmarks=poses[0].landmarks * float("nan"))
    found = pushed([nobody, *poses[1:]], 2.0)
    times_s = [one.t_s for ones in found.values() for one in ones]
    assert times_s == pytest.approx([i / 10 for i in range(49)])
    assert next(iter(found)) == poses[1].t_s
    other = replace(poses[1], t_s=9.0)
    held = pushed(poses, 2.0, other)[poses[0].t_s]
    assert {id(pose.landmarks) for pose in held[:-1]} == {id(other.landmarks)}
    assert held[-1].landmarks is poses[0].landmarks
    assert pushed(poses, 0.0) == {pose.t_s: [pose] for pose in poses}
