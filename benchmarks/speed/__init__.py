"""What formcheck costs beside the pose model alone and beside a naive loop: ``make bench``.

Every program is run in a process of its own, one after the other on the same clip, so that a noisy machine is fair to
all and nothing is warm that a user would find cold.
"""

from benchmarks.data import PROJECT

PAGE = PROJECT / "benchmarks" / "SPEED.md"
