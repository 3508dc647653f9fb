# An image that runs the app and the command line; docs/install.md says how.
#
#     docker build --tag formcheck .

FROM python:3.12-slim-bookworm AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
# Everything that the lock names, with its checksums compared; the build backend is among it.
COPY requirements.lock ./
RUN pip download --require-hashes --dest /locked --requirement requirements.lock \
    && pip install --no-index --find-links /locked hatchling
COPY . .
RUN python -m hatchling build --target wheel --directory /wheels
# Only what formcheck itself needs comes into the image, from the files that were compared.
RUN python -m venv /opt/formcheck \
    && /opt/formcheck/bin/pip install --no-index --find-links /locked "$(echo /wheels/formcheck-*.whl)[app]"

FROM python:3.12-slim-bookworm
# The libraries that OpenCV and MediaPipe link against, as in .ci/run.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libegl1 libgl1 libgles2 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/formcheck /opt/formcheck
# The app listens on 127.0.0.1 by default, where a published port cannot reach it. Publish the port on 127.0.0.1 of the
# host: the app has no login.
ENV PATH=/opt/formcheck/bin:$PATH \
    HOME=/tmp \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_BROWSER_SERVER_ADDRESS=localhost \
    STREAMLIT_SERVER_HEADLESS=true
RUN useradd --no-create-home --uid 1000 formcheck
USER formcheck
WORKDIR /data
EXPOSE 8501
ENTRYPOINT ["formcheck"]
CMD ["app"]
