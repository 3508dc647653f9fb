"""Kept sets, and the jobs that will become one, as several pages show them."""
