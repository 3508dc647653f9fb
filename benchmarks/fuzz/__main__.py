"""Fuzz one kind of input, or all, each for a while: ``python -m benchmarks.fuzz [KIND ...] --seconds 60``.

It needs atheris, which `make fuzz` installs in passing. An input that ends in anything but a result or a clear error is
printed and kept beside the corpus, and the command fails. What reaches new code is added to the corpus.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from formcheck.files import whole_file

_MOST_KEPT: Final = 60
"""Inputs of a kind in the corpus, the smallest: each reached something new when it was found."""
_FIRST: Final = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    """Fuzz, and report what was found."""
    from benchmarks.fuzz.targets import CORPUS, TARGETS, kept

    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *TARGETS], default=[], metavar="KIND")
    parser.add_argument("--seconds", type=int, default=60, help="for each kind")
    options = parser.parse_args()
    failed = []
    for name in options.kinds or TARGETS:
        with tempfile.TemporaryDirectory(prefix="formcheck-corpus-") as scratch:
            corpus = Path(scratch)
            known = kept(name) if (CORPUS / f"{name}.zip").is_file() else []
            for number, content in enumerate([*TARGETS[name].seeds(), *known]):
                (corpus / f"{number:05d}").write_bytes(content)
            found = _run(name, corpus, f"-max_total_time={options.seconds}", f"-artifact_prefix={CORPUS}/{name}-")
            if found:
                failed.append(name)
            inputs = sorted(corpus.iterdir(), key=lambda path: (path.stat().st_size, path.name))[:_MOST_KEPT]
            _keep(inputs, CORPUS / f"{name}.zip")
            print(f"{name}: {len(inputs)} inputs kept, {'FAILED' if found else 'no failure'}", flush=True)
    return 1 if failed else 0


def _run(name: str, corpus: Path, *arguments: str) -> int:
    """Run libFuzzer on a kind of input, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.fuzz.one", name, str(corpus), *arguments]
    return subprocess.run([*command, "-rss_limit_mb=4096", "-timeout=60", "-verbosity=0"], check=False).returncode


def _keep(inputs: list[Path], target: Path) -> None:
    """Write a corpus whose bytes depend on its inputs alone."""
    with whole_file(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(inputs, key=lambda one: one.name):
            archive.writestr(zipfile.ZipInfo(path.name, _FIRST), path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    raise SystemExit(main())
