"""Fit the weights of recognition anew: ``python -m benchmarks.recognition.fitting``.

They are fitted to drawn sets of one body seen from sampled cameras, and to clips of tuned people, each person weighing
as much as a drawing. What is measured on, another body, other cameras and untuned people, is never seen here.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.known.people import person_of
from benchmarks.real.known.truth import all_clips
from benchmarks.recognition.material import Case, drawn_cases, real_cases
from benchmarks.recognition.measuring import Answer, answer
from formcheck.files import write_whole
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.chance import WEIGHTS_FILE, learnt, telling
from formcheck.recognition.evidence import FEATURES, PRIOR, Evidence
from formcheck.recognition.ranking import probabilities

_CAMERAS = 3
_REAL_WEIGHT = 8.0
"""How much a clip weighs, in drawn sets: there are five times as many of these. Of 1, 3, 8 and 20 those from 8 on rank
clips best of tuned people who are left out of the fit."""
_NONE_WEIGHT = 2.0
"""The same of what is no exercise: there is less of it, and a wrong name is worse than a question."""
_PRIOR = 0.02
"""Pull of a weight to 0, per drawn set: it keeps the few features of rare ways of doing from growing without end."""
_TELLING = {"counted_telling": "counted", "held_telling": "held"}


def fitted(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Fit the weights by maximum likelihood, shape (features,)."""
    rows = [(_features(case), _target(case), _weight(case)) for case in cases if _tells(case)]
    whole = sum(weight for *_, weight in rows)

    def loss(by: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = _PRIOR * float(by @ by) / 2 * whole / 10, _PRIOR * by * whole / 10
        for features, target, weight in rows:
            utilities = np.append(features @ by, 0.0)
            shares = np.exp(utilities - utilities.max())
            shares /= shares.sum()
            value -= weight * float(np.log(max(shares[target].sum(), 1e-12)))
            within = np.where(target, shares, 0.0) / max(shares[target].sum(), 1e-12)
            slope = slope - weight * ((within - shares)[:-1] @ features)
        return value / whole, slope / whole

    return np.asarray(minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x)


def with_telling(cases: Sequence[Case]) -> list[Case]:
    """Tell each case how telling its candidates are; what was learnt from a drawing says nothing of itself."""
    sets = [(case.drawing, _found_and_right(case)) for case in cases if case.kind == "drawn"]
    of_all = learnt([one for _, one in sets], candidates())
    without = {drawing: learnt([one for other, one in sets if other != drawing], candidates()) for drawing, _ in sets}
    return [
        replace(case, found=[_told(one, without.get(case.drawing, of_all)) for one in case.found]) for case in cases
    ]


def learnt_by_chance(cases: Sequence[Case]) -> dict[str, float]:
    """Learn from drawn sets how telling each candidate is: a drawing says what it is, and all are drawn alike often."""
    return learnt([_found_and_right(case) for case in cases if case.kind == "drawn"], candidates())


def _found_and_right(case: Case) -> tuple[list[Candidate], list[Candidate]]:
    found = [one.candidate for one in case.found]
    return found, [one for one in found if case.same(one)]


def _told(one: Evidence, by: Mapping[str, float]) -> Evidence:
    features = one.features.copy()
    for name, way in _TELLING.items():
        features[FEATURES.index(name)] = telling(one.candidate, by) * features[FEATURES.index(way)]
    return replace(one, features=features)


def _features(case: Case) -> NDArray[np.float64]:
    """Stack the features; every exercise is drawn as often as any other, which says nothing of how often it is done."""
    features = np.stack([one.features for one in case.found])
    if case.kind == "drawn":
        features[:, [FEATURES.index(name) for name in PRIOR]] = 0.0
    return features


def _tells(case: Case) -> bool:
    """Whether a case can teach anything: something was found, and what is right is among it."""
    return bool(case.found) and bool(_target(case).any())


def _target(case: Case) -> NDArray[np.bool_]:
    right = [bool(case.exercise) and case.same(one.candidate) for one in case.found]
    none = [not case.exercise and one.candidate.is_none for one in case.found]
    return np.array([a or b for a, b in zip(right, none, strict=True)] + [not case.exercise])


def _weight(case: Case) -> float:
    return (_REAL_WEIGHT if case.kind == "real" else 1.0) * (1.0 if case.exercise else _NONE_WEIGHT)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition.fitting", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs
    clips = [clip for clip in all_clips(FOOTAGE, STRANGERS) if clip.group == "tuned"]
    cases = with_telling([*drawn_cases("fitted", _CAMERAS, jobs), *real_cases(clips, "heavy", jobs)])
    by = fitted(cases)
    write_weights(by, cases)
    for name, weight in zip(FEATURES, by, strict=True):
        print(f"{name:26} {weight:8.3f}")
    likely = [probabilities(case.found, by)[_target(case)].sum() for case in cases if _tells(case)]
    answers = list(left_out(cases))
    for limit in (0.5, 0.6, 0.7, 0.8, 0.9):
        above = [bool(one.case.exercise) and one.first for one in answers if one.probability >= limit]
        print(f"each person left out, from {limit:.0%} on: {sum(above)} of {len(above)} right")
    print(f"each person left out: {_reliability(answers)}")
    print(f"{len(likely)} of {len(cases)} cases teach; mean probability of what is right {np.mean(likely):.2f}")


def _reliability(answers: Sequence[Answer]) -> str:
    """Say how well probabilities of the likeliest tell whether it is right: 0 is best in both."""
    said = np.clip([one.probability for one in answers], 0.001, 0.999)
    right = np.array([bool(one.case.exercise) and one.first for one in answers])
    brier, log_loss = np.mean((said - right) ** 2), -np.mean(np.log(np.where(right, said, 1.0 - said)))
    return f"Brier score {brier:.3f}, log loss {log_loss:.3f}"


def left_out(cases: Sequence[Case]) -> Iterator[Answer]:
    """Rank the clips of each person by weights that were fitted to all others."""
    whose = {case.name: person_of(case.name) for case in cases if case.kind == "real"}
    for person in dict.fromkeys(whose.values()):
        by = fitted([case for case in cases if whose.get(case.name) != person])
        yield from (answer(case, by) for case in cases if whose.get(case.name) == person)


def write_weights(by: NDArray[np.float64], cases: Sequence[Case]) -> None:
    """Write the weights with where they are from."""
    drawn, real = (sum(case.kind == kind for case in cases) for kind in ("drawn", "real"))
    day = datetime.now(UTC).date().isoformat()
    text = (
        f"choice model of {len(FEATURES)} weights, fitted {day} to {drawn} drawn sets and {real} clips of tuned people"
    )
    file = io.BytesIO()
    told = learnt_by_chance(cases)
    np.savez(
        file, features=np.array(FEATURES), weights=by, provenance=np.array(text),
        exercises=np.array(list(told)), telling=np.array(list(told.values())),
    )  # fmt: skip
    write_whole(WEIGHTS_FILE, file.getvalue())


if __name__ == "__main__":
    main()
