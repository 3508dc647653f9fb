"""A prescription is written on its page, and what counts is shown to the runner and judged by."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.analysis.results_folder import results_folder
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.safety import rules
from formcheck.desk.prescription import DAYS
from formcheck.export import formats
from formcheck.jobs.order import Order
from formcheck.records import Report
from formcheck.store.following import followed
from formcheck.store.sharing import earlier_results, results_of
from formcheck.ui.parts.prescribed.words import item_of, prescribed_of
from formcheck.ui.parts.sets.reading import analysis_of, plain_clip
from formcheck.ui.serving.keeping import scope
from tests.support.judged import good

SQUAT: dict[str, Any] = {"exercise": "squat", "sets": 2, "repetitions": 3, "words": "Slowly."}


def prescribing() -> None:
    from formcheck.ui.pages.prescribing.page import page

    page()


def plan() -> None:
    from formcheck.ui.pages.plan import page

    page()


def review() -> None:
    from formcheck.ui.pages.review import page

    page()


def run(test: AppTest) -> AppTest:
    ran = test.run(timeout=60)
    assert not ran.exception
    return ran


def shown(page: AppTest) -> str:
    kinds = (page.header, page.markdown, page.caption, page.success, page.info, page.error)
    return "\n".join(element.value for elements in kinds for element in elements).replace("\\", "")


def answered() -> AppTest:
    page = run(AppTest.from_function(plan))
    for question in rules().question:
        page.radio(key=f"plan_asked_{question.id}").set_value("No")
    return run(page)


def keep(folder: Path, report: Report, at: datetime) -> None:
    with results_folder(folder) as write:
        write(report, good().session.series)
    scope().save_set(folder, source="upload", name="a.mp4", at=at)


def test_a_prescription_is_written_changed_and_kept_in_versions() -> None:
    page = run(AppTest.from_function(prescribing))
    key = f"rx_{scope().account.person_id}_0"
    page.selectbox(key=f"{key}_new").select("squat")
    run(page).button(key=f"{key}_add").click()
    run(page)
    page.number_input(key=f"{key}_0_sets").set_value(2)
    page.toggle(key=f"{key}_0_cues").set_value(True)
    page.text_area(key=f"{key}_words").set_value("Good morning.")
    run(page)
    page.number_input(key=f"{key}_0_depth_pass_max").set_value(40.0)
    page.number_input(key=f"{key}_0_depth_warn_max").set_value(50.0)
    page.selectbox(key=f"{key}_0_heel_down_on").select("Off")
    run(page).button(key=f"{key}_save").click()
    assert "Version 1 is prescribed" in shown(run(page))

    (version,) = scope().prescriptions()
    (row,) = version.prescription.exercises
    assert (row.exercise, row.sets, row.repetitions, version.prescription.words) == ("squat", 2, 8, "Good morning.")
    depth = {cue.id: cue for cue in version.prescription.resolve("squat").cue}["depth"]
    assert {(check.pass_.max, check.warn.max) for check in depth.check} == {(40.0, 50.0)}
    assert row.cues.keys() == {"depth", "heel_down"}

    again = f"rx_{scope().account.person_id}_1"
    assert page.number_input(key=f"{again}_0_sets").value == 2
    page.button(key=f"{again}_0_remove").click()
    run(page).button(key=f"{again}_save").click()
    assert "No exercises: there is nothing left to do." in shown(run(page))
    assert [one.version for one in scope().prescriptions()] == [2, 1]


def test_what_may_not_be_prescribed_is_told_and_not_kept() -> None:
    page = run(AppTest.from_function(prescribing))
    key = f"rx_{scope().account.person_id}_0"
    page.selectbox(key=f"{key}_new").select("jump_squat")
    run(page).button(key=f"{key}_add").click()
    run(page).button(key=f"{key}_save").click()
    run(page)
    assert "cannot be prescribed to this person" in page.error[0].value
    assert scope().prescriptions() == []


def test_a_programme_becomes_a_weekly_plan() -> None:
    page = run(AppTest.from_function(prescribing))
    key = f"rx_{scope().account.person_id}_0"
    page.button(key=f"{key}_take").click()
    run(page).multiselect(key=f"{key}_unlocked").set_value(list(rules().lock.groups))
    run(page).button(key=f"{key}_save").click()
    run(page)
    assert not page.error
    (version,) = scope().prescriptions()
    assert len(version.prescription.exercises) > 3
    assert {row.days for row in version.prescription.exercises} == {("monday", "wednesday", "friday")}


def test_without_a_prescription_the_plan_is_as_it_was() -> None:
    page = run(AppTest.from_function(plan))
    assert "Today" not in shown(page)
    assert not page.toggle


def test_today_s_session_says_what_is_due_and_what_is_done(tmp_path: Path) -> None:
    scope().prescribe({"exercises": [SQUAT], "words": "Take your time."})
    page = answered()
    text = shown(page)
    assert "Take your time." in text
    assert "Slowly." in text
    assert "2 x 3" in text
    assert "0 of 2 sets done" in text
    page.button(key="today_0_done").click()
    assert "1 of 2 sets done" in shown(run(page))
    today = page.table[0].value.iloc[-1]
    assert (today["Prescribed"], today["Done"]) == ("Squat, 2 x 3", "1 of 2 sets; 50\u00a0%")
    keep(tmp_path / "one", good().report, datetime.now(UTC))
    assert "All of today's sets are done." in shown(run(page))
    page.toggle(key="plan_other").set_value(True)
    assert "Today" not in shown(run(page))


def test_a_day_without_anything_due_names_the_next_one() -> None:
    tomorrow = date.today() + timedelta(days=1)
    scope().prescribe({"exercises": [{**SQUAT, "days": [DAYS[tomorrow.weekday()]]}]})
    assert f"Nothing is due today. Next: {tomorrow:%A}." in shown(answered())


def test_sets_and_what_was_said_are_compared_with_the_days(tmp_path: Path) -> None:
    today = date.today()
    scope().prescribe({"exercises": [SQUAT, {"exercise": "front_plank", "seconds": 30}]})
    keep(tmp_path / "one", good().report, datetime.now(UTC))
    keep(tmp_path / "two", good().report, datetime.now(UTC) - timedelta(days=8))
    found = followed(scope(), today, today + timedelta(days=1))
    assert [(due.prescribed.exercise, due.sets) for due in found.due] == [("squat", 1), ("front_plank", 0)]
    before = followed(scope(), today - timedelta(days=9), today)
    assert (before.due, [one.exercise for one in before.besides]) == ((), ["squat"])


def test_a_clip_is_judged_as_it_was_prescribed() -> None:
    version = scope().prescribe(
        {"exercises": [{**SQUAT, "cues": {"heel_down": {"enabled": False}}}], "is_strict": True}
    )
    page = run(AppTest.from_function(review))
    assert f"version {version.version}" in shown(page)
    order = Order(exercise="squat", prescribed=dict(version.payload), prescription_id=version.id)
    assert Order.from_payload(order.to_payload()) == order
    judged = {cue.id: cue for cue in order.definition().cue}
    usual = {cue.id: cue for cue in load_exercise("squat").cue}
    assert (usual["heel_down"].enabled, judged["heel_down"].enabled) == (True, False)
    raised = [name for name, cue in usual.items() if cue.strict_severity not in (None, cue.severity)]
    assert [name for name, cue in judged.items() if cue.severity != usual[name].severity] == raised


def test_a_set_is_opened_with_the_limits_that_it_was_judged_by(tmp_path: Path) -> None:
    version = scope().prescribe({"exercises": [{**SQUAT, "cues": {"heel_down": {"enabled": False}}}]})
    with results_folder(tmp_path / "set") as write:
        write(good().report, good().session.series)
    kept = scope().save_set(tmp_path / "set", source="upload", prescription=version.id)
    scope().prescribe({"exercises": [SQUAT]})
    cues = {cue.id: cue for cue in analysis_of(scope().open_set(kept.id)).exercise.cue}
    assert cues["heel_down"].enabled is False


@pytest.mark.parametrize(("side", "sides"), [("both", "each"), ("left", "both")])
def test_a_line_is_an_item_of_a_session_and_back(side: str, sides: str) -> None:
    exercise = load_exercise("walking_lunge")
    version = scope().prescribe({"exercises": [{"exercise": exercise.id, "sets": 3, "repetitions": 8, "side": side}]})
    (row,) = version.prescription.exercises
    item = item_of(row, exercise)
    assert (item.sets, item.repetitions, item.sides) == (3, 8, sides)
    back = prescribed_of(item, exercise, DAYS)
    assert back is not None
    assert back.model_copy(update={"side": row.side}) == row


def test_exports_of_a_set_know_its_prescription_and_the_sets_before(tmp_path: Path) -> None:
    version = scope().prescribe({"exercises": [SQUAT]})
    kept = []
    for days in (7, 0):
        with results_folder(tmp_path / f"{days}") as write:
            write(good().report, good().session.series)
        at = datetime.now(UTC) - timedelta(days=days)
        kept.append(scope().save_set(tmp_path / f"{days}", source="upload", at=at, prescription=version.id))
    (file,) = formats.exported(formats.Order(results=results_of(scope(), kept[1].id)), ["fhir"]).values()
    kinds = [entry["resource"]["resourceType"] for entry in json.loads(file)["entry"]]
    assert "CarePlan" in kinds
    assert [one.analysed for one in earlier_results(scope(), kept[1].id)] == [kept[0].at]


def live_from_today() -> None:
    from formcheck.catalogue.library import load_exercise
    from formcheck.desk.prescription import Prescribed
    from formcheck.ui.pages.live.choice import choose, prefill_from_plan
    from formcheck.ui.parts.prescribed.words import item_of

    lunge = load_exercise("walking_lunge")
    row = Prescribed(exercise=lunge.id, sets=4, repetitions=7, side="left")
    prefill_from_plan(item_of(row, lunge), lunge, "left")
    choose(running=False)


def test_live_begins_with_the_dose_and_side_that_were_prescribed() -> None:
    page = run(AppTest.from_function(live_from_today))
    assert page.selectbox(key="live_exercise").value == load_exercise("walking_lunge")
    assert page.selectbox(key="live_walking_lunge_planned_side").value == "side_left"
    assert {field.label: field.value for field in page.number_input if field.label in ("Sets", "Repetitions")} == {
        "Sets": 4, "Repetitions": 7,
    }  # fmt: skip


@pytest.mark.parametrize(("name", "is_plain"), [("clip.mov", True), ("clip", True), ("annotated.mp4", False)])
def test_the_plain_clip_is_found_whatever_its_ending(name: str, is_plain: bool, tmp_path: Path) -> None:
    with results_folder(tmp_path / "set") as write:
        write(good().report, good().session.series)
    (tmp_path / "set" / name).write_bytes(b"film")
    opened = scope().open_set(scope().save_set(tmp_path / "set", source="upload").id)
    assert (plain_clip(opened) is not None) is is_plain


def test_what_is_told_is_read_beside_what_was_done() -> None:
    scope().prescribe({"exercises": [SQUAT]})
    page = answered()
    assert page.button(key="plan_pain_tell").disabled
    page.radio(key="plan_pain").set_value(4)
    run(page).button(key="plan_pain_tell").click()
    run(page).text_input[0].set_value("walked *instead*")
    next(button for button in page.button if button.label == "Write it down").click()
    text = shown(run(page))
    assert "pain 4 of 10" in text
    assert "walked *instead*" in text
    assert [entry.pain for entry in scope().diary()] == [4, None]
