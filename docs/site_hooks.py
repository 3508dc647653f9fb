"""In: what MkDocs is about to build. Out: the same, with the images of the exercises and a menu entry for each of them.

The images stay where the package needs them; the pages link to them there, so that they show in the repository too.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from formcheck.catalogue.library import exercises
from formcheck.report.reference import IMAGES, IMAGES_LINK, in_order

_FOLDER = "exercises/images"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the exercises to the menu, by group."""
    nav: list[dict[str, Any]] = config.nav or []
    section = next(entry for entry in nav if "Exercises" in entry)["Exercises"]
    for group, members in groupby(in_order(exercises()), key=lambda exercise: exercise.group):
        section.append({group.capitalize(): [{e.name: f"exercises/{e.id}.md"} for e in members]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the images."""
    for path in sorted(IMAGES.glob("*.jpg")):
        files.append(File.generated(config, f"{_FOLDER}/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Point at the images where the site has them."""
    return markdown.replace(f"]({IMAGES_LINK}/", "](images/")
