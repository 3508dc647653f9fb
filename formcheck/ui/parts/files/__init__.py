"""Pictures and files that pages show and offer, none of them through Streamlit's open addresses."""
