from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.catalogue.library import exercises
from formcheck.live.phrases import Words
from formcheck.live.voice import MOST_WORDS, Utterance, Voice, short
from formcheck.records import Finding, Repetition, Severity, Tempo


def finding(cue: str = "heels", severity: Severity = "minor") -> Finding:
    return Finding(
        cue=cue,
        verdict="fault",
        severity=severity,
        value=1.0,
        limit=0.5,
        unit="deg",
        at_s=1.0,
        reason=None,
        message=f"Mind your {cue}",
        source="P",
    )


def repetition(index: int, in_form: bool = True) -> Repetition:
    return Repetition(
        index=index,
        side="both",
        start_s=0.0,
        peak_s=1.0,
        end_s=2.0,
        complete=True,
        in_form=in_form,
        tempo=Tempo(None, None, None),
        measures={},
        findings=(),
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Keep your heels down", "Keep your heels down"),
        ("Lie face down.", "Lie face down"),
        ("Sit back, keep your knees behind your toes", "Sit back"),
        ("Keep all of your toes on it", "Keep all of your toes on it"),
        ("Not seen well enough: keep the whole body in the picture.", "Not seen well enough"),
    ],
)
def test_a_long_sentence_is_cut_to_its_first_clause(text: str, heard: str) -> None:
    assert short(text) == heard


def test_no_cue_is_longer_than_it_is_heard() -> None:
    spoken = {c.say.rstrip("."): e.id for e in exercises() for c in e.cue if c.severity != "info" and not c.is_of_set}
    assert {say: where for say, where in spoken.items() if len(short(say).split()) > MOST_WORDS} == {}


def test_a_cue_names_its_side_and_is_short() -> None:
    (said,) = Voice().cue(1.0, finding("knees", "major"), "left")
    assert (said.text, said.kind, said.cue, said.side, said.severity) == (
        "Mind your knees",
        "cue",
        "knees",
        "left",
        "major",
    )


def test_numbers_that_come_too_fast_are_left_out_but_for_the_tens() -> None:
    voice = Voice()
    said = [u.text for i in range(1, 22) for u in voice.count(0.4 * i, i)]
    assert said == ["1", "4", "7", "10", "13", "16", "19", "20"]


def test_praise_takes_three_in_a_row_and_twenty_seconds() -> None:
    voice = Voice()
    pattern = [True, True, False, True, True, True, True, True, True]
    said = [bool(voice.praise(4.0 * i, repetition(i, ok))) for i, ok in enumerate(pattern)]
    assert said == [False] * 5 + [True] + [False] * 3


def test_no_praise_just_after_a_cue() -> None:
    voice = Voice()
    for i in range(2):
        voice.praise(float(i), repetition(i))
    voice.cue(2.0, finding())
    assert not voice.praise(3.0, repetition(3))


def test_the_same_reason_is_not_said_over_and_over() -> None:
    voice = Voice()
    said = [t for t in range(30) if voice.why(float(t), "Lift your hips.")]
    assert said == [0, 10, 20]
    assert not voice.why(50.0, "")


def test_advice_is_repeated_after_a_while_even_between_others() -> None:
    voice = Voice()
    said = [(t, i) for t in range(20) for i in ("view", "light") if voice.advise(float(t), i, i)]
    assert said == [(0, "view"), (3, "light"), (10, "view"), (13, "light")]


def test_the_caption_is_what_was_last_said_besides_numbers() -> None:
    voice = Voice()
    number, cue = Utterance(t_s=1.0, text="3", kind="count"), Utterance(t_s=1.0, text="Mind your heels", kind="cue")
    voice.show([number, cue])
    assert voice.shown == cue
    voice.show([number])
    assert voice.shown == cue


def test_a_cue_is_said_in_the_language_of_the_voice_where_it_is_translated() -> None:
    cue = replace(finding("trunk_lean"), message="Chest up")
    spoken = [said.text for said in Voice(Words("de"), "squat").cue(1.0, cue)]
    assert spoken == ["Brust hoch"]
    assert [said.text for said in Voice(Words("de"), "burpee").cue(1.0, cue)] == ["Chest up"]
