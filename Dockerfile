# syntax=docker/dockerfile:1
# Pi.Co. in one image: the web server, the worker and the commands differ only in what they run.

FROM node:22-bookworm-slim AS frontend
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json frontend/.npmr[c] ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM python:3.12-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/pico \
 && /opt/pico/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.12-slim-bookworm
# WeasyPrint draws the PDFs with Pango.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/pico --create-home pico
WORKDIR /srv/pico
ENV PATH=/opt/pico/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR=/var/lib/pico \
    STATIC_ROOT=/srv/pico/static
COPY --from=packages /opt/pico /opt/pico
COPY manage.py LICENSE ./
COPY config config
COPY pico pico
COPY scripts/probe.py scripts/make_bucket.py scripts/places.py scripts/catalogues.py scripts/
RUN /opt/pico/bin/python scripts/catalogues.py
COPY --from=frontend /build/dist frontend/dist
# Only to collect the static files: none of these values stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=sqlite::memory: SMTP_URL=smtp://build \
    python manage.py collectstatic --noinput --ignore test --verbosity 0 \
 && python -m compileall -q config pico
USER pico
VOLUME /var/lib/pico
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "scripts/probe.py"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "8", "--no-ws", "--respawn-failed-workers", "config.wsgi:application"]
