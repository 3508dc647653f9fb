"""The command line: arguments in, text or JSON and an exit code out; see `formcheck --help`."""

from formcheck.cli.app import main

__all__ = ["main"]
