"""Analyses a folder or list of clips: a results folder for each, with a table and a page that link to them."""

from formcheck.jobs.batch.clips import Clip, clips_in
from formcheck.jobs.batch.cluster import Cluster
from formcheck.jobs.batch.page import write_index
from formcheck.jobs.batch.running import Crew, Outcome, run
from formcheck.jobs.batch.team import Team

__all__ = ["Clip", "Cluster", "Crew", "Outcome", "Team", "clips_in", "run", "write_index"]
