"""A headless WebRTC service: frames in from a browser, sketches and words back. It knows nothing of Streamlit."""

from pathlib import Path
from typing import Final

BROWSER: Final = Path(__file__).parent / "browser"
"""Folder of what runs in the browser: JavaScript, styles and markup."""
