"""Streamlit's own command, begun once all that the app needs is loaded: ``python -m formcheck.ui.serve run app.py``.

Streamlit loads the app when the first tab asks for it, which then stays empty for some seconds.
"""

from __future__ import annotations

from streamlit.web.cli import main

import formcheck.ui.app  # noqa: F401 - for what it loads

if __name__ == "__main__":
    main(prog_name="streamlit")
