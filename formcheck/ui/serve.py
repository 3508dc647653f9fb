"""Streamlit's own command, started once the app's modules are loaded: ``python -m formcheck.ui.serve run app.py``.

Otherwise Streamlit loads the app when the first tab opens, which then stays empty for some seconds.
"""

from __future__ import annotations

from streamlit.web.cli import main

import formcheck.ui.app  # noqa: F401 - for what it loads

if __name__ == "__main__":
    main(prog_name="streamlit")
