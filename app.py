"""The app: ``formcheck app`` or ``make app`` starts it through Streamlit, bound to this machine."""

import streamlit as st

from formcheck.ui.serving import server

app = st.App(server.SCRIPT, lifespan=server.lifespan, routes=server.routes(), middleware=server.middleware())
