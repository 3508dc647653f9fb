"""Each input that fuzzing kept ends in a result or in an error that says what was wrong."""

from __future__ import annotations

import pytest

from benchmarks.fuzz.archives import flat, zipped
from benchmarks.fuzz.targets import TARGETS, kept

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_kept_is_read_or_refused(name: str) -> None:
    errors = [TARGETS[name].try_on(content) for content in kept(name)]
    assert len(errors) >= 15
    assert any(errors)


@pytest.mark.parametrize("name", TARGETS)
def test_what_it_began_with_is_read(name: str) -> None:
    assert [TARGETS[name].try_on(seed) for seed in TARGETS[name].seeds()] == [""] * len(TARGETS[name].seeds())


def test_an_archive_survives_being_laid_flat() -> None:
    (seed,) = TARGETS["recordings"].seeds()
    assert flat(zipped(seed)) == seed
