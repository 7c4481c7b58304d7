# Builds into a virtual environment, then leaves the tools of the build behind.
FROM python:3.11-slim AS build
WORKDIR /hearth
RUN python -m venv .venv
COPY requirements.lock .
RUN .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check -q \
    --require-hashes -r requirements.lock

FROM python:3.11-slim
ENV PATH=/hearth/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HEARTH_DATABASE_URL=sqlite+aiosqlite:////data/hearth.sqlite
# Fonts for the pictures of members' cards, Chinese and emoji included.
RUN apt-get update -q && apt-get install -q -y --no-install-recommends \
    fonts-noto-cjk fonts-noto-color-emoji && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --create-home hearth
WORKDIR /hearth
COPY --from=build /hearth/.venv .venv
COPY alembic.ini config.example.toml ./
COPY models models
COPY migrations migrations
COPY bot bot
COPY handlers handlers
USER hearth
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["sh", "-c", "python -m bot migrate && exec python -m bot run"]
