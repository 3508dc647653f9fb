"""The page Plan, and what it sets for the other pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.safety import rules
from formcheck.live.phrases import Words
from formcheck.ui.parts import timers
from formcheck.ui.parts.diary import minutes_per_km

HOLD = 'based_on = "front_plank"\nname = "{name}"\n'
TIMER = """
name = "A roller"
group = "self-care"
articles = ["S0"]
description = "Roll slowly."
unseen = "Pressure."
[dose]
seconds = 60
source = ["S0"]
[timer]
seconds = 60.0
cap_s = 300.0
places = ["left calf", "right calf"]
source = ["S0"]
"""
LOG = """
name = "{name}"
group = "self-care"
articles = ["S0"]
description = "Write it down."
[dose]
note = "As advised."
source = ["own"]
[log]
asks = ["Ice", "Massage"]
{answer}
source = ["S0"]
"""
EXERCISES = {
    "a_stretch": HOLD.format(name="A stretch") + 'group = "mobility and stretches"\nhidden_if = ["high_hamstring"]\n',
    "a_jump": 'based_on = "squat"\nname = "A jump"\ngroup = "plyometrics"\n',
    "foam": TIMER,
    "run_return_plan": LOG.format(name="Weeks", answer=""),
    "recovery": LOG.format(name="Recovery", answer='answer = "yes_no"'),
}
ITEMS = {
    "log": 'exercise = "run_return_plan"', "plyometrics": 'exercise = "a_jump"\nrepetitions = 5',
    "strength": 'exercise = "squat"\nsets = 3\nrepetitions = 10\nrest_s = 60\nload = "light"',
    "stretching": 'exercise = "a_stretch"\nseconds = 30\nsides = "each"',
    "self-care": 'exercise = "foam"\nseconds = 60',
}  # fmt: skip
HEAD = """
name = "A trial"
description = "To try it."
source = ["S1"]
sessions_a_week = [2, 3]
minutes = [1, 30]
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exercises and a programme of one's own, before the built-in ones."""
    for folder, files in (("exercises", EXERCISES), ("programmes", {"a_trial": programme()})):
        (tmp_path / folder).mkdir()
        for name, text in files.items():
            (tmp_path / folder / f"{name}.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv(f"FORMCHECK_{folder.upper()}", str(tmp_path / folder))


def programme() -> str:
    parts = [f'[[part]]\nkind = "{kind}"\n[[part.item]]\n{item}\nsource = ["own"]\n' for kind, item in ITEMS.items()]
    return HEAD + "\n".join(parts)


def plan() -> None:
    from formcheck.ui.pages.plan import page

    page()


def choosing() -> None:
    import streamlit as st

    from formcheck.ui.parts.choices import choose_exercise_or_find

    if "a_flag" in st.session_state:
        st.session_state["plan_flag_high_hamstring"] = True
    choose_exercise_or_find("choice")


def live() -> None:
    from formcheck.ui.pages.live.page import page

    page()


def exercises() -> None:
    from formcheck.ui.pages.exercises import page

    page()


def run(test: AppTest) -> AppTest:
    ran = test.run(timeout=30)
    assert not ran.exception
    return ran


def answered(**answers: str) -> AppTest:
    page = run(AppTest.from_function(plan))
    page.selectbox(key="plan_programme").select("a_trial")
    for question in rules().question:
        page.radio(key=f"plan_asked_{question.id}").set_value(answers.get(question.id, "No"))
    return run(page)


def shown(page: AppTest) -> str:
    kinds = (
        page.header,
        page.subheader,
        page.markdown,
        page.caption,
        page.error,
        page.warning,
        page.success,
        page.info,
    )
    return "\n".join(element.value for elements in kinds for element in elements).replace("\\", "")


def test_no_session_before_the_questions_are_answered() -> None:
    page = run(AppTest.from_function(plan))
    page.selectbox(key="plan_programme").select("a_trial")
    run(page)
    assert "Answer the three questions" in shown(page)
    assert "Session" not in shown(page)


@pytest.mark.parametrize("question", ["serious_pain", "stop_signs"])
def test_a_sign_to_stop_leaves_no_session(question: str) -> None:
    page = answered(**{question: "Yes"})
    assert [error.value for error in page.error] == [next(q.says for q in rules().question if q.id == question)]
    assert not page.header


def test_each_question_gives_its_own_advice() -> None:
    page = answered(stop_signs="Yes", ask_first="Yes")
    says = {question.id: question.says for question in rules().question}
    assert [error.value for error in page.error] == [says["stop_signs"]]
    assert [warning.value for warning in page.warning] == [says["ask_first"]]


def test_a_session_leads_from_one_exercise_to_the_next_by_keys() -> None:
    page = answered()
    assert page.button(key="plan_begin").proto.shortcut
    page.button(key="plan_begin").click()
    seen = []
    run(page)
    while not page.success:
        seen.append(page.subheader[0].value)
        assert f"Exercise {len(seen)} of 4" in shown(page)
        buttons = [button for button in page.button if button.key in ("plan_next", "plan_back", "plan_whole")]
        assert all(button.proto.shortcut for button in buttons)
        page.button(key="plan_next").click()
        run(page)
    # The jump is locked and left out.
    assert seen == ["Weeks", "Squat", "A stretch", "A roller"]
    page.button(key="plan_back").click()
    assert run(page).subheader[0].value == "A roller"
    page.button(key="plan_whole").click()
    assert "Session, about" in shown(run(page))


def test_an_exercise_that_is_hidden_on_the_way_is_left_out_of_it() -> None:
    page = answered()
    page.button(key="plan_begin").click()
    run(page)
    for _ in range(2):
        page.button(key="plan_next").click()
        run(page)
    assert page.subheader[0].value == "A stretch"
    page.checkbox(key="plan_flag_high_hamstring").check()
    run(page)
    assert page.subheader[0].value == "A roller"
    assert "Exercise 3 of 3" in shown(page)


def live_page(**said: object) -> AppTest:
    page = AppTest.from_function(live)
    for key, value in said.items():
        page.session_state[key] = value
    return run(page)


def offers_the_camera(page: AppTest) -> bool:
    told = {load_exercise("squat").hint, Words().on_page("watching")}
    return any(caption.value in told for caption in page.caption)


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ({}, True),
        ({"plan_asked_serious_pain": "No"}, True),
        ({"plan_asked_serious_pain": "Yes"}, False),
        ({"plan_asked_ask_first": "Yes"}, False),
        ({"plan_asked_ask_first": "Yes", "plan_cleared": True}, True),
        ({"plan_asked_ask_first": "Yes", "plan_cleared": True, "plan_asked_stop_signs": "Yes"}, False),
    ],
)
def test_what_was_answered_binds_live(said: dict[str, object], goes: bool) -> None:
    page = live_page(**said)
    assert offers_the_camera(page) is goes
    yes = [q.says for q in rules().question if said.get(f"plan_asked_{q.id}") == "Yes"]
    assert [box.value for box in (*page.error, *page.warning)] == sorted(yes, key=lambda says: "Get a" in says)


def test_jumps_before_the_camera_are_unlocked_by_the_same_words() -> None:
    page = live_page()
    page.selectbox(key="live_exercise").select(load_exercise("a_jump", os.environ["FORMCHECK_EXERCISES"]))
    run(page)
    assert not offers_the_camera(page)
    page.checkbox(key="plan_unlocked").check()
    assert offers_the_camera(run(page))


def test_what_must_be_asked_first_opens_only_with_a_clinician_s_word() -> None:
    page = answered(ask_first="Yes")
    assert not page.header
    page.checkbox(key="plan_cleared").check()
    assert "Session" in shown(run(page))


def test_the_session_shows_doses_groups_and_time() -> None:
    page = answered()
    text = shown(page)
    assert "3 x 10 · rest 60 s · about 5 min" in text
    assert "1 x 30 s each side" in text
    assert "Load: light" in text
    assert [head.value for head in page.subheader] == [
        "To write down", "Plyometrics", "Strength", "Stretching", "Self-care",
    ]  # fmt: skip
    # 3 x (10 x 4 + 60) of squats, 2 x 30 of the stretch, 60 of rolling; the jump is locked.
    assert page.header[0].value == "Session, about 7 minutes"


def test_jumps_stay_locked_until_confirmed() -> None:
    page = answered()
    assert rules().lock.says in shown(page)
    assert "**A jump**" not in shown(page)
    page.checkbox(key="plan_unlocked").check()
    run(page)
    assert rules().lock.says not in shown(page)
    assert "**A jump**" in shown(page)


def test_a_flag_hides_and_caps_and_says_why() -> None:
    page = answered()
    page.checkbox(key="plan_flag_high_hamstring").check()
    text = shown(run(page))
    (rule,) = rules().flag
    assert rule.says in text
    assert "**A stretch**" not in text
    assert next(cap.says for cap in rules().flag[0].cap if "squat" in cap.exercises) in text


@pytest.mark.parametrize(("pain", "light"), [(3, "green"), (5, "amber"), (6, "red")])
def test_the_pain_after_the_session_gets_its_light(pain: int, light: str) -> None:
    page = answered()
    page.radio(key="plan_pain").set_value(pain)
    run(page)
    boxes = {"green": page.success, "amber": page.warning, "red": page.error}
    assert {name: [box.value for box in box_] for name, box_ in boxes.items()} == {
        name: [getattr(rules().pain, name)] if name == light else [] for name in boxes
    }


@pytest.mark.parametrize(
    ("km", "pace", "says"),
    [(21.0, "6:00", "ok"), (23.0, "6:00", "flag"), (30.0, "6:00", "warn"), (21.0, "5:00", "both"), (23.0, "", "flag")],
)
def test_two_weeks_are_compared(km: float, pace: str, says: str) -> None:
    page = answered()
    key = "plan_a_trial_log_0"
    page.number_input(key=f"{key}_Last week_km").set_value(20.0)
    page.text_input(key=f"{key}_Last week_pace").set_value("6:00")
    page.number_input(key=f"{key}_This week_km").set_value(km)
    page.text_input(key=f"{key}_This week_pace").set_value(pace)
    assert getattr(rules().weekly, says) in shown(run(page))


@pytest.mark.parametrize(
    ("said", "pace"),
    [("5:30", 5.5), (" 6 ", 6.0), ("12:05", 12 + 5 / 60), ("5.5", None), ("5:75", None), ("0", None), ("", None)],
)  # fmt: skip
def test_a_pace_is_read_as_runners_write_it(said: str, pace: float | None) -> None:
    assert minutes_per_km(said) == pace


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timers, "monotonic", clock)
    return clock


TIMED = "plan_a_trial_self-care_0"


def test_a_timer_counts_down_and_keeps_what_was_done(clock: Clock) -> None:
    page = answered()
    page.button(key=f"{TIMED}_start").click()
    run(page)
    clock.now_s += 25
    run(page)
    assert any("0:35" in html.proto.body for html in page.get("html"))
    clock.now_s += 60
    run(page)
    assert "Done: left calf 1:00" in shown(page)
    assert not any('role="timer"' in html.proto.body for html in page.get("html"))


def test_a_timer_that_is_stopped_keeps_the_time_until_then(clock: Clock) -> None:
    page = answered()
    page.button(key=f"{TIMED}_start").click()
    run(page)
    clock.now_s += 20
    page.button(key=f"{TIMED}_stop").click()
    assert "Done: left calf 0:20" in shown(run(page))


def test_nobody_rolls_a_place_beyond_its_cap(clock: Clock) -> None:
    page = answered()
    field = next(n for n in page.number_input if n.label.startswith("Seconds"))
    assert (field.value, field.max) == (60, 300)
    field.set_value(300)
    page.button(key=f"{TIMED}_start").click()
    run(page)
    clock.now_s += 1000
    run(page)
    assert "Done: left calf 5:00" in shown(page)
    assert "move on to another place" in shown(page)
    page.selectbox(key=f"{TIMED}_place").select("right calf")
    run(page)
    assert "move on to another place" not in shown(page)


def test_only_what_a_camera_judges_is_offered_to_it() -> None:
    page = run(AppTest.from_function(choosing))
    offered = page.selectbox(key="choice").options
    assert "A stretch" in offered
    assert not {"A roller", "Weeks", "Recovery"} & set(offered)
    assert not page.caption


def test_what_a_flag_hides_is_left_out_and_said() -> None:
    page = AppTest.from_function(choosing)
    page.session_state["a_flag"] = True
    run(page)
    assert "A stretch" not in page.selectbox(key="choice").options
    assert page.caption[0].value.startswith("Left out: A stretch")
    assert rules().flag[0].says in page.caption[0].value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("A roller", ["Timed, not judged", "never more than 300", "What no camera sees.** Pressure"]),
        ("Recovery", ["Written down, not judged", "Ice; Massage"]),
    ],
)
def test_what_is_not_judged_says_so_and_needs_no_film(name: str, words: list[str]) -> None:
    page = run(AppTest.from_function(exercises))
    page.selectbox(key="shown_group").select("self-care")
    run(page)
    box = page.selectbox(key="shown_exercise")
    assert {"A roller", "Recovery", "Weeks"} <= set(box.options)
    assert "Squat" not in box.options
    box.select_index(box.options.index(name))
    text = shown(run(page))
    assert [word for word in words if word not in text] == []
    assert "How to film" not in text
    assert "checks" not in text


def test_a_held_exercise_says_when_its_clock_runs_and_how_many_checks_are_tested() -> None:
    page = run(AppTest.from_function(exercises))
    box = page.selectbox(key="shown_exercise")
    box.select_index(box.options.index("Front plank"))
    text = shown(run(page))
    assert "When the clock runs" in text
    assert "are tested on drawn people" in text
    assert "How to film" in text


def test_a_programme_with_a_mistake_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "programmes" / "a_trial.toml"
    path.write_text(programme().replace('"squat"', '"sqat"'), encoding="utf-8")
    page = run(AppTest.from_function(plan))
    page.selectbox(key="plan_programme").select("a_trial")
    run(page)
    assert "Did you mean 'squat'" in page.error[0].value.replace("\\", "")
