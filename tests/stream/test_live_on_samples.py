"""What a set on a sample counts and says, frame by frame through the pose model, without a browser."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.live.set_plan import SetPlan
from formcheck.pose.people.follower import Follower
from formcheck.stream.camera import Camera
from formcheck.stream.live_looker import LiveLooker
from formcheck.stream.pace import Pace
from formcheck.stream.status import FrameMessage
from formcheck.video import VideoReader

pytestmark = pytest.mark.model

_SAMPLES = Path(__file__).parents[2] / "sample_videos"
# As a machine of two cores analyses them; each sample has 30 a second.
_FPS, _STEP = 15, 2
# To be framed, to keep still, and to be counted down.
_STILL_S = 6.0


@pytest.mark.parametrize(
    ("name", "exercise", "repetitions", "cues"),
    [
        ("deadlift_rounded_back_side", "deadlift", 3, ["Your back may be rounding"]),
        ("deadlift_straight_knees_side", "deadlift", 3, ["Hands close to your legs"]),
        ("deadlift_good_side", "deadlift", 2, []),
        # Depth is shown and summed up, and never spoken: how deep is for the person to choose.
        ("squat_too_shallow_side", "squat", 3, []),
        ("walking_lunge_good_side", "walking_lunge", 2, []),
        ("side_lunge_good_front", "side_lunge", 2, []),
    ],
)
def test_each_repetition_is_counted_and_a_fault_is_said_once_when_it_happens(
    monkeypatch: pytest.MonkeyPatch, name: str, exercise: str, repetitions: int, cues: list[str]
) -> None:
    # However slow the machine of the test is, it sees the same frames.
    monkeypatch.setattr(Pace, "took", lambda *_: None)
    said = spoken(_SAMPLES / f"{name}.mp4", exercise, repetitions)
    assert [text for kind, text in said if kind == "count"] == [str(n + 1) for n in range(repetitions)]
    assert [text for kind, text in said if kind == "cue"] == cues
    # Two repetitions are wrong before a minor fault is said, and nothing is said after the last.
    assert all(said.index(("count", "1")) < said.index(("cue", cue)) < len(said) - 1 for cue in cues)
    assert said[-1][1] == "All sets done"


def spoken(clip: Path, exercise: str, repetitions: int) -> list[tuple[str, str]]:
    """Stand still before a camera until the countdown is over, do what the clip shows, and list what was said."""
    definition = load_exercise(exercise)
    with VideoReader(clip) as reader:
        images = [frame.image for frame in reader][::_STEP]
    camera = Camera(
        definition,
        SetPlan(sets=1, repetitions=repetitions),
        Follower("full", with_dorsal=definition.needs_dorsal),
        looker=LiveLooker("full"),
    )
    messages: list[FrameMessage] = []
    for i, image in enumerate([images[0]] * round(_STILL_S * _FPS) + images + [images[-1]] * _FPS):
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = i, Fraction(1, _FPS)
        camera.coach(frame, messages.append)
    camera.close()
    says = [say for one in messages if one.words for say in json.loads(one.words)["say"]]
    return [(say["kind"], say["text"]) for say in says if say["kind"] in ("count", "cue", "stage", "praise")]
