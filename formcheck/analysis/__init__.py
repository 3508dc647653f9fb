"""Turns a clip or a pose recording into an `Analysis`: the one place where video, pose, coaching and report meet."""

from formcheck.analysis.analyze import analyze
from formcheck.analysis.assess import assess
from formcheck.analysis.detect import people_in_clip
from formcheck.analysis.options import AnalysisOptions, JudgingOptions
from formcheck.analysis.record import record
from formcheck.analysis.result import Analysis
from formcheck.analysis.unnamed.finding import FoundExercise, analyze_found, analyze_unnamed, find_exercise

__all__ = [
    "Analysis", "AnalysisOptions", "FoundExercise", "JudgingOptions", "analyze", "analyze_found",
    "analyze_unnamed", "assess", "find_exercise", "people_in_clip", "record",
]  # fmt: skip
