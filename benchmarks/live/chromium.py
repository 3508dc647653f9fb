"""Finds the browser that tests and benchmarks drive."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or None; FORMCHECK_CHROMIUM names one elsewhere."""
    names = (os.environ.get("FORMCHECK_CHROMIUM", ""), *NAMES)
    return next((found for name in names if name and (found := shutil.which(name))), None)
