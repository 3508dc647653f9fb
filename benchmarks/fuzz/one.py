"""The process that libFuzzer runs in: ``python -m benchmarks.fuzz.one KIND CORPUS [OPTION ...]``."""

from __future__ import annotations

import sys

import atheris


def main(name: str, arguments: list[str]) -> None:
    """Try inputs of a kind until the time is over, or one ends in an error that no user should see."""
    # What is loaded in here is watched: which of its branches an input reaches.
    with atheris.instrument_imports(include=["formcheck", "tomllib"]):
        from benchmarks.fuzz.targets import TARGETS
    target = TARGETS[name]
    atheris.Setup([sys.argv[0], *arguments], lambda content: _ignore(target.try_on(content)))
    atheris.Fuzz()


def _ignore(_error: str) -> None:
    """Libfuzzer takes no result."""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
