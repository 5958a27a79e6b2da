# One image for every process: the argument says which (`gateway`, `projector`, ...).
# The embedded servers are not in it: a container is given NATS_URL and REDIS_URL.
#
#   make pin      writes the digest of today's python:3.11-slim to python.digest
#   make image    builds with it, and adds what is in the image (SBOM) and how it was made (provenance)

# The base is named by digest alone: a tag can move. There is no default, so that nothing is built by
# accident on what nobody chose.
ARG PYTHON_DIGEST

FROM python:3.11-slim@${PYTHON_DIGEST} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
# What runs is in /opt/bandstand, without pip; what builds it is in /opt/build, and stays behind.
RUN python -m venv /opt/build && python -m venv --without-pip /opt/bandstand
WORKDIR /src
# The locks come first, so that a change to the code reuses these layers. Only wheels are accepted:
# a source distribution would run code of its own and need a compiler.
COPY requirements-build.lock requirements.lock ./
RUN /opt/build/bin/pip install --require-hashes --only-binary :all: -r requirements-build.lock
RUN /opt/build/bin/pip --python /opt/bandstand/bin/python install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY crdt/ crdt/
COPY secrecy/ secrecy/
COPY eventlog/ eventlog/
COPY views/ views/
COPY search/ search/
COPY projector/ projector/
COPY gateway/ gateway/
COPY tribes/ tribes/
COPY bandstand/ bandstand/
# Nothing is resolved and nothing is fetched here: what runs is the lock and the project, built by the
# backend of the lock. `pip check` fails when the lock is behind pyproject.toml.
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir /wheels . \
    && /opt/build/bin/pip --python /opt/bandstand/bin/python install --no-deps --no-index /wheels/*.whl \
    && /opt/build/bin/pip --python /opt/bandstand/bin/python check

FROM python:3.11-slim@${PYTHON_DIGEST}
RUN groupadd --gid 10001 bandstand \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
       --shell /usr/sbin/nologin bandstand \
    # A volume that is new takes these, with their owner: the index, and what is uploaded.
    && install --directory --owner 10001 --group 10001 --mode 0700 \
       /var/lib/bandstand/search /var/lib/bandstand/media
COPY --from=build /opt/bandstand /opt/bandstand
# The root file system may be read-only, so nothing is compiled at run time.
ENV PATH=/opt/bandstand/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BANDSTAND_HOST=0.0.0.0 \
    BANDSTAND_HEALTH_PORT=8001
# SUBTLE: a number, not a name. Kubernetes cannot prove `runAsNonRoot` from a name.
USER 10001:10001
EXPOSE 8000 8001 8002 8003
# For Docker and its like; Kubernetes has probes of its own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen(f\"http://127.0.0.1:{os.environ['BANDSTAND_HEALTH_PORT']}/healthz\", timeout=4)"]
ENTRYPOINT ["bandstand"]
