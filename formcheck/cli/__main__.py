"""Run the command line as ``python -m formcheck.cli``."""

from formcheck.cli.app import main

main()
