"""The app in the browser: a thin page a file. The only room that imports Streamlit."""
