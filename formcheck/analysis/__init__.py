"""A clip or a pose recording in, an `Analysis` out: the one place where video, pose, coaching and report meet."""

from formcheck.analysis.analyze import analyze
from formcheck.analysis.assess import assess
from formcheck.analysis.detect import people_in_clip
from formcheck.analysis.options import AnalysisOptions, JudgingOptions
from formcheck.analysis.record import record
from formcheck.analysis.result import Analysis

__all__ = ["Analysis", "AnalysisOptions", "JudgingOptions", "analyze", "assess", "people_in_clip", "record"]
