"""A folder or list of clips in, a results folder for each out, with a table and a page that lead to them."""

from formcheck.jobs.batch.clips import Clip, clips_in
from formcheck.jobs.batch.cluster import Cluster
from formcheck.jobs.batch.page import write_index
from formcheck.jobs.batch.running import Crew, Outcome, run
from formcheck.jobs.batch.team import Team

__all__ = ["Clip", "Cluster", "Crew", "Outcome", "Team", "clips_in", "run", "write_index"]
