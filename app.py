"""The app: ``formcheck app`` or ``make app`` starts it through Streamlit, bound to this machine."""

from formcheck.ui.app import run

run()
