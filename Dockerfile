# One image for the three sites; the target `stories` adds a browser and plays the stories in it.

FROM python:3.12-slim AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /wellspring
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY apps apps
COPY shared shared
COPY scenarios scenarios
RUN /venv/bin/pip install --no-deps --no-build-isolation .

FROM python:3.12-slim AS based
RUN useradd --uid 10001 --create-home wellspring && install -d -o wellspring -g wellspring /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

FROM based AS stories
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core libatomic1 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=built /venv /venv
COPY requirements-dev.lock /wellspring/
RUN pip install --no-cache-dir --require-hashes -r /wellspring/requirements-dev.lock
WORKDIR /wellspring
COPY --chown=wellspring pyproject.toml ./
COPY --chown=wellspring tests tests
COPY --chown=wellspring scenarios scenarios
RUN install -d -o wellspring -g wellspring build .pytest_cache
USER wellspring
CMD ["pytest", "scenarios"]

FROM based AS site
COPY --from=built /venv /venv
WORKDIR /data
USER wellspring
VOLUME /data
ENV WELLSPRING_HOST=0.0.0.0 WELLSPRING_DATA=/data
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as net; net.urlopen(f'http://localhost:{os.environ[\"WELLSPRING_PORT\"]}/health', timeout=3)"]
CMD ["wellspring", "serve"]
