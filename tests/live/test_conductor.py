from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from benchmarks.synthetic.movements import MOVEMENTS
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.live.conductor import PATIENCE_S, Conductor
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import COUNTDOWN_S, Stage
from formcheck.live.voice import Utterance
from formcheck.records import Pose, Report
from tests.support.figures import FRONT, SIDE, Camera, Move, SetTiming, Shake, film, lying, point, shifted, standing
from tests.support.moves import idle, lunge, squat
from tests.support.sets import marching, shifting
from tests.support.streams import FPS, drawn, joined, nobody, still

OPEN = SetPlan(sets=1, rest_s=10.0)
SQUAT, LUNGE, BRIDGE = (load_exercise(name) for name in ("squat", "forward_lunge", "glute_bridge"))
BEAT = SetTiming(3, down_s=1.6, hold_s=0.2, up_s=1.2, pause_s=1.0, before_s=0.5)


def conduct(
    exercise: Exercise,
    poses: Sequence[Pose],
    plan: SetPlan = OPEN,
    *,
    people: Callable[[float], int] = lambda _t: 1,
) -> tuple[Conductor, list[Stage]]:
    conductor = Conductor(exercise, plan, partial(Session, exercise))
    stages = [conductor.push(pose, 0.5, people(pose.t_s)) for pose in poses]
    conductor.finish()
    return conductor, stages


def reports(conductor: Conductor) -> list[Report]:
    return [done.report for done in conductor.finished]


def names(stages: Sequence[Stage]) -> list[str]:
    found = [stage.name for stage in stages]
    return [name for i, name in enumerate(found) if not i or found[i - 1] != name]


def said(stages: Sequence[Stage], *kinds: str) -> list[Utterance]:
    return [u for stage in stages for u in stage.utterances if not kinds or u.kind in kinds]


def texts(stages: Sequence[Stage], *kinds: str) -> list[str]:
    return [u.text for u in said(stages, *kinds)]


def moved(move: Move, camera: Camera = SIDE, tempo: SetTiming = BEAT, shake: Shake | None = None) -> list[Pose]:
    return film(move, tempo, camera, fps=FPS, shake=shake)


def with_start(poses: Sequence[Pose], seconds: float = 5.0, after: float = 0.0) -> list[Pose]:
    return joined(still(poses[0], seconds), poses, still(poses[-1], after) if after else [])


def test_a_set_begins_by_itself_after_three_seconds_of_stillness() -> None:
    _, stages = conduct(SQUAT, with_start(moved(squat())))
    assert names(stages) == ["framing", "countdown", "working"]
    assert texts(stages, "countdown") == ["3", "2", "1", "Go"]
    began = next(i for i, stage in enumerate(stages) if stage.name == "countdown")
    go = next(i for i, stage in enumerate(stages) if stage.name == "working")
    assert (go - began) / FPS == pytest.approx(3.0, abs=0.1)
    assert began / FPS < 1.0


@pytest.mark.parametrize(("exercise", "move"), [(SQUAT, squat()), (LUNGE, lunge(lead="left"))])
def test_counts_are_those_of_a_plain_session(exercise: Exercise, move: Move) -> None:
    poses = with_start(moved(move))
    session = Session(exercise)
    for pose in poses:
        session.push(pose)
    plain = session.finish()
    conductor, stages = conduct(exercise, poses)
    assert len(plain.repetitions) == BEAT.repetitions
    found = reports(conductor)[0]
    assert [(r.side, r.in_form) for r in found.repetitions] == [(r.side, r.in_form) for r in plain.repetitions]
    assert [[f.verdict for f in r.findings] for r in found.repetitions] == [
        [f.verdict for f in r.findings] for r in plain.repetitions
    ]
    assert texts(stages, "count") == ["1", "2", "3"]
    assert stages[-1].count == 3


BAD_BUT_ENOUGH: dict[str, tuple[list[Pose], str]] = {
    "at an angle": (moved(squat(), Camera(45.0)), "Turn sideways to the camera: else "),
    "from behind": (moved(squat(), Camera(180.0)), "Turn sideways to the camera: else "),
    "feet cut off": (moved(lambda m: shifted(squat()(m), point(0.0, 0.0, -0.5))), "Step back into full view: else "),
    "half out": (moved(lambda m: shifted(squat()(m), point(1.35, 0.0, 0.0))), "Move to the middle: else "),
}


@pytest.mark.parametrize("what", BAD_BUT_ENOUGH)
def test_bad_framing_begins_late_and_says_what_it_costs(what: str) -> None:
    poses, costs = BAD_BUT_ENOUGH[what]
    _, stages = conduct(SQUAT, with_start(poses, PATIENCE_S + 6.0))
    assert names(stages)[:3] == ["framing", "countdown", "working"]
    go = next(stage for stage in stages if stage.name == "working")
    assert stages.index(go) / FPS == pytest.approx(PATIENCE_S + COUNTDOWN_S, abs=1.0)
    assert go.costs.startswith(costs)
    assert said(stages)[0].kind == "stage"


@pytest.mark.parametrize("every", [20, 2])
def test_frames_without_the_person_do_not_start_the_wait_anew(every: int) -> None:
    poses = with_start(BAD_BUT_ENOUGH["feet cut off"][0], PATIENCE_S + 6.0)
    for i in range(every, len(poses), every):
        poses[i] = SIDE.nobody(poses[i].t_s)
    _, stages = conduct(SQUAT, poses)
    assert names(stages)[:3] == ["framing", "countdown", "working"]
    go = next(i for i, stage in enumerate(stages) if stage.name == "working")
    assert go / FPS == pytest.approx(PATIENCE_S + COUNTDOWN_S, abs=1.0)


def test_who_is_gone_for_longer_is_waited_for_again() -> None:
    feet_cut_off = with_start(BAD_BUT_ENOUGH["feet cut off"][0], PATIENCE_S - 2.0)[: round((PATIENCE_S - 2.0) * FPS)]
    _, stages = conduct(SQUAT, joined(feet_cut_off, nobody(feet_cut_off[0], 2.0), feet_cut_off))
    assert names(stages) == ["framing"]


def test_a_good_place_costs_nothing() -> None:
    _, stages = conduct(SQUAT, with_start(moved(squat())))
    assert {stage.costs for stage in stages} == {""}


WRONG: dict[str, tuple[Exercise, list[Pose]]] = {
    "nobody": (SQUAT, nobody(SIDE.see(standing()), 20.0)),
    "standing, for a bridge": (BRIDGE, with_start(moved(squat()), 15.0)),
    "lying, for a squat": (SQUAT, still(SIDE.see(lying(standing())), 20.0)),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_impossible_start_never_gets_to_work_by_itself(what: str) -> None:
    exercise, poses = WRONG[what]
    conductor, stages = conduct(exercise, poses)
    assert names(stages) == ["framing"]
    assert reports(conductor) == []
    spoken = said(stages)
    assert 1 <= len(spoken) <= 3
    assert {u.kind for u in spoken} == {"stage"}
    assert all(b.t_s - a.t_s >= 10.0 for a, b in pairwise(spoken) if a.text == b.text)


def test_with_two_people_it_waits_and_says_so() -> None:
    _, stages = conduct(SQUAT, with_start(moved(squat()), PATIENCE_S - 1.0), people=lambda _t: 2)
    assert stages[round((PATIENCE_S - 1.0) * FPS)].name == "framing"
    assert "Only one person in view" in texts(stages)


def test_another_person_in_view_stops_the_countdown() -> None:
    poses = with_start(moved(squat()), 8.0)
    _, stages = conduct(SQUAT, poses, people=lambda t: 2 if 2.0 < t < 4.0 else 1)
    assert names(stages) == ["framing", "countdown", "framing", "countdown", "working"]


@pytest.mark.parametrize("move", [marching, shifting])
def test_there_is_no_countdown_while_the_person_moves_at_first(move: Move) -> None:
    _, stages = conduct(SQUAT, moved(move, FRONT, SetTiming(1, 3.0)))
    stages = stages[: round(PATIENCE_S * FPS)]
    assert "working" not in names(stages)
    assert not {"2", "1"} & set(texts(stages))
    assert texts(stages).count("3") <= 1
    assert "Keep still to start" in texts(stages)


def test_who_never_keeps_still_is_not_locked_out() -> None:
    squats = moved(squat(), tempo=SetTiming(8, down_s=1.2, hold_s=0.0, up_s=1.2, pause_s=0.1, before_s=0.0))
    conductor, stages = conduct(SQUAT, squats)
    assert "working" in names(stages)
    assert reports(conductor)[0].summary.repetitions >= 3


def test_swaying_and_lifting_the_arms_is_keeping_still() -> None:
    _, stages = conduct(SQUAT, moved(idle, FRONT, SetTiming(1, 6.0)))
    assert names(stages)[-1] == "working"
    assert texts(stages)[-1] == "Go"


FAULTS: dict[str, tuple[Move, Camera, str]] = {
    "knees fall in": (squat(knees_in=0.1), FRONT, "knee_valgus"),
    "heels come up": (squat(heel_deg=25.0), SIDE, "heel_down"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_said_once_and_when_it_happens(what: str) -> None:
    wrong, camera, cue = FAULTS[what]
    good = squat()
    poses = with_start(moved(lambda m: (wrong if m.repetition == 1 else good)(m), camera))
    conductor, stages = conduct(SQUAT, poses)
    cues = said(stages, "cue")
    assert [u.cue for u in cues] == [cue]
    bad = reports(conductor)[0].repetitions[1]
    assert bad.start_s < cues[0].t_s <= bad.end_s + 1.0
    assert cues[0].severity == "major"


def test_a_minor_fault_is_said_when_it_comes_again_and_not_each_time() -> None:
    tempo = replace(BEAT, repetitions=6, pause_s=3.0)
    conductor, stages = conduct(SQUAT, with_start(moved(squat(lean_deg=62.0, shin_deg=40.0), tempo=tempo)))
    repetitions = reports(conductor)[0].repetitions
    assert len(repetitions) == 6
    cues = said(stages, "cue")
    assert cues
    assert {u.severity for u in cues} == {"minor"}
    for cue in {u.cue for u in cues}:
        told = [sum(r.end_s < u.t_s - 0.4 for r in repetitions) for u in cues if u.cue == cue]
        assert told[0] >= 1
        assert all(b - a >= 2 for a, b in pairwise(told))


def test_cues_are_five_seconds_apart_and_the_count_comes_first() -> None:
    tempo = replace(BEAT, repetitions=5, pause_s=0.6)
    _, stages = conduct(SQUAT, with_start(moved(squat(knees_in=0.1, lean_deg=60.0), FRONT, tempo)))
    cues = said(stages, "cue")
    assert len(cues) >= 2
    assert all(b.t_s - a.t_s >= 5.0 for a, b in pairwise(cues))
    for stage in stages:
        kinds = [u.kind for u in stage.utterances]
        assert len(kinds) <= 2
        assert kinds == sorted(kinds, key=lambda kind: kind not in ("count", "countdown"))


@pytest.mark.parametrize("seed", [3, 4])
def test_noise_alone_says_nothing(seed: int) -> None:
    shake = Shake(1.5, 0.015, seed)
    poses = [shake(SIDE.see(standing(), i / FPS)) for i in range(round(25 * FPS))]
    _, stages = conduct(SQUAT, poses)
    assert texts(stages) == ["3", "2", "1", "Go"]
    good = [shake(pose) for pose in with_start(moved(squat()))]
    assert texts(conduct(SQUAT, good)[1], "cue") == []


def test_praise_is_rare() -> None:
    tempo = SetTiming(10, down_s=1.6, hold_s=0.2, up_s=1.2, pause_s=0.5, before_s=0.5)
    _, stages = conduct(SQUAT, with_start(moved(squat(), tempo=tempo)))
    praise = said(stages, "praise")
    assert texts(stages, "count") == [f"{i}" for i in range(1, 11)]
    assert len(praise) == 2
    assert praise[1].t_s - praise[0].t_s >= 20.0


def test_the_newest_words_are_the_caption_and_numbers_are_not() -> None:
    _, stages = conduct(SQUAT, with_start(moved(squat(knees_in=0.1), FRONT)))
    captions = [stage.caption for stage in stages if stage.caption]
    assert captions
    assert {caption.kind for caption in captions} <= {"cue", "praise", "stage"}
    assert any(caption.kind == "cue" for caption in captions)


def test_sets_follow_each_other_with_a_rest_between() -> None:
    one = with_start(moved(squat(), tempo=replace(BEAT, repetitions=2)), 5.0)
    poses = joined(one, still(one[-1], 12.0), one)
    conductor, stages = conduct(SQUAT, poses, SetPlan(sets=2, repetitions=2, rest_s=10.0))
    around = ["framing", "countdown", "working"]
    assert names(stages) == [*around, "rest", *around, "done"]
    assert [len(report.repetitions) for report in reports(conductor)] == [2, 2]
    rest = [stage for stage in stages if stage.name == "rest"]
    assert rest[0].remaining_s == pytest.approx(10.0)
    assert rest[-1].remaining_s == pytest.approx(0.0, abs=0.2)
    assert {stage.set_index for stage in rest} == {1}
    assert texts(stages, "stage") == ["Rest 10 seconds", "Set 2 of 2", "All sets done"]
    assert stages[-1].target == 2


def test_a_fault_of_the_last_repetition_is_still_said_and_shown() -> None:
    wrong, good = squat(heel_deg=25.0), squat()
    poses = with_start(moved(lambda m: (wrong if m.repetition == 2 else good)(m)))
    _, stages = conduct(SQUAT, poses, SetPlan(sets=1, repetitions=3, rest_s=10.0))
    assert [u.kind for stage in stages[-40:] for u in stage.utterances][-3:] == ["count", "cue", "stage"]
    caption = stages[-1].caption
    assert caption is not None
    assert caption.cue == "heel_down"


@pytest.mark.parametrize("gone", [False, True])
def test_stopping_or_leaving_ends_the_set(gone: bool) -> None:
    poses = with_start(moved(squat()))
    rest = nobody(poses[-1], 8.0) if gone else still(poses[-1], 8.0)
    conductor, stages = conduct(SQUAT, joined(poses, rest), SetPlan(sets=2, repetitions=10, rest_s=30.0))
    assert names(stages)[-1] == "rest"
    assert len(reports(conductor)[0].repetitions) == 3


def test_a_set_waits_for_its_first_repetition_and_is_dropped_when_the_person_leaves() -> None:
    start = SIDE.see(standing(hands="forward"))
    _, stages = conduct(SQUAT, joined(still(start, 20.0)))
    assert names(stages) == ["framing", "countdown", "working"]
    conductor, stages = conduct(SQUAT, joined(still(start, 6.0), nobody(start, 7.0)))
    assert names(stages)[-1] == "framing"
    assert reports(conductor) == []


def test_an_unfinished_set_is_kept() -> None:
    conductor, _ = conduct(SQUAT, with_start(moved(squat()))[:-40], SetPlan(sets=3, repetitions=10))
    assert len(reports(conductor)) == 1
    assert conductor.finish() == conductor.finished
    assert len(conductor.finished) == 1


def test_the_floor_is_where_a_bridge_begins() -> None:
    movement = MOVEMENTS["glute_bridge"]
    down = drawn(BRIDGE, movement, "side")
    conductor, stages = conduct(BRIDGE, with_start(down))
    assert names(stages) == ["framing", "countdown", "working"]
    assert len(reports(conductor)[0].repetitions) == 2
    assert texts(conduct(BRIDGE, still(SIDE.see(standing()), 5.0))[1]) == ["Lie down on your back"]


def test_a_run_or_a_drill_ends_by_the_clock() -> None:
    drill = replace(SetTiming(20, 0.9, 0.1, 0.8, 0.2, 0.3))
    _, stages = conduct(SQUAT, with_start(moved(squat(), tempo=drill)), SetPlan(sets=1, seconds=12.0))
    assert names(stages)[-1] == "done"
    assert texts(stages, "countdown") == ["3", "2", "1", "Go", "3", "2", "1"]
    work = [stage for stage in stages if stage.name == "working"]
    assert work[0].remaining_s == pytest.approx(12.0, abs=0.1)
    assert work[0].target is None


def test_the_same_poses_say_the_same() -> None:
    poses = with_start(moved(squat(knees_in=0.1), FRONT))
    assert said(conduct(SQUAT, poses)[1]) == said(conduct(SQUAT, poses)[1])


def test_what_no_camera_judges_is_refused() -> None:
    with pytest.raises(ValueError, match="not judged by camera"):
        Conductor(load_exercise("foam_roll"), OPEN, partial(Session, "foam_roll"))


@pytest.mark.parametrize("gaps_s", [(0.13, 0.2), (0.07, 0.07, 0.3), (0.25,)])
def test_few_and_uneven_frames_break_no_countdown(gaps_s: Sequence[float]) -> None:
    pose, t_s, poses = moved(squat())[0], 0.0, []
    while t_s < 6.0:
        poses.append(replace(pose, t_s=t_s))
        t_s += gaps_s[len(poses) % len(gaps_s)]
    assert names(conduct(SQUAT, poses)[1]) == ["framing", "countdown", "working"]
