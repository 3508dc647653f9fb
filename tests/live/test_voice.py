from __future__ import annotations

import pytest

from formcheck.catalogue.library import exercises
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


def test_a_cue_is_said_once_a_repetition_and_a_minor_one_not_in_two_in_a_row() -> None:
    voice = Voice()
    said = [bool(voice.cue(10.0 * i, finding(), number)) for i, number in enumerate((2, 2, 3, 4, 5))]
    assert said == [True, False, False, True, False]
    major = [bool(voice.cue(100.0 + 10.0 * i, finding("knees", "major"), n)) for i, n in enumerate((2, 2, 3))]
    assert major == [True, False, True]


def test_there_is_quiet_after_a_cue() -> None:
    voice = Voice()
    assert voice.cue(1.0, finding(), 1)
    assert not voice.cue(5.9, finding("knees", "major"), 2)
    assert voice.cue(6.0, finding("knees", "major"), 2)


def test_the_next_set_begins_without_a_past() -> None:
    voice = Voice()
    voice.cue(1.0, finding(), 1)
    voice.begin_set()
    assert voice.cue(2.0, finding(), 1)


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
    voice.cue(2.0, finding(), 3)
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


def test_what_is_not_heard_is_shown() -> None:
    voice = Voice("count")
    number, cue = Utterance(1.0, "3", "count"), Utterance(1.0, "Mind your heels", "cue")
    assert voice.audible([number, cue]) == (number,)
    assert voice.shown == cue
    voice.mode = "mute"
    assert voice.audible([number]) == ()
    assert voice.shown == cue
