"""Pictures and files that pages show and offer; nothing of them goes through Streamlit's open addresses."""
