"""What Streamlit runs for each page, and again at each click."""

from formcheck.ui.app import run

run()
