"""The app in the browser: one thin page in each file. The only package that imports Streamlit."""
