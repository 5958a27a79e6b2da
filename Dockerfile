# One image for every process: the argument says which (`gateway`, `projector`, ...).
# The embedded servers are not in it: a container is given NATS_URL and REDIS_URL.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/bandstand
WORKDIR /src
# The lock comes first, so that a change to the code reuses this layer. Only wheels are accepted:
# a source distribution would run code of its own and need a compiler.
COPY requirements.lock ./
RUN /opt/bandstand/bin/pip install --require-hashes --only-binary :all: -r requirements.lock
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
# No dependency is resolved here: what runs is the lock and the project. Only the build backend is
# fetched for the moment of the build. `pip check` fails when the lock is behind pyproject.toml.
RUN /opt/bandstand/bin/pip install --no-deps . && /opt/bandstand/bin/pip check

FROM python:3.11-slim
RUN groupadd --gid 10001 bandstand \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
       --shell /usr/sbin/nologin bandstand
COPY --from=build /opt/bandstand /opt/bandstand
# The root file system may be read-only, so nothing is compiled at run time.
ENV PATH=/opt/bandstand/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# SUBTLE: a number, not a name. Kubernetes cannot prove `runAsNonRoot` from a name.
USER 10001:10001
EXPOSE 8000 8001
ENTRYPOINT ["bandstand"]
