"""Damaged clips end in a result or a clear error; a sample of what `make damage` reads."""

from __future__ import annotations

import hashlib
import sys

import pytest

from benchmarks.damage.cases import Case, cases, ways
from benchmarks.damage.page import page
from benchmarks.damage.running import ANALYZE, run

pytestmark = pytest.mark.slow
COUNT = 90


def test_a_sample_ends_in_a_result_or_a_clear_error() -> None:
    told = list(run(cases(COUNT), silent_s=120))
    assert [f"{one.case.way}: {one.fault}" for one in told if one.fault] == []
    how = [one.ended.how for one in told]
    assert min(how.count("result"), how.count("refused")) > COUNT // 10
    assert "No file ended otherwise" in page(told, told)


@pytest.mark.model
def test_what_is_analysed_is_written_whole_or_not_at_all() -> None:
    told = list(run(list(cases(COUNT))[::12], command=ANALYZE, silent_s=120))
    assert [f"{one.case.way}: {one.fault}" for one in told if one.fault] == []


def test_there_are_hundreds_of_ways_and_the_files_are_the_same_each_time() -> None:
    first, second = ([hashlib.sha256(case.data).digest() for case in cases(COUNT)] for _ in range(2))
    assert first == second
    assert len(set(first)) > COUNT * 0.9
    assert ways() > 400


def test_a_process_that_dies_and_a_traceback_are_told() -> None:
    case = Case("spoilt bytes", "one way", "mp4", b"")
    dies = (sys.executable, "-I", "-S", "-c", "import os, sys; sys.stdin.readline(); os.abort()")
    (told,) = run([case], command=dies)
    assert "signal 6" in told.fault
    assert "| spoilt bytes | 1 | 0 | 0 | 1 |" in page([told], [])
