# One image for web, worker, beat and the commands that prepare the database.
FROM python:3.12-slim AS built

RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/prod.txt /tmp/prod.txt
RUN pip install --require-hashes --only-binary :all: -r /tmp/prod.txt

WORKDIR /app
COPY . .
ENV DJANGO_SETTINGS_MODULE=config.settings.prod
# The settings want to be whole. These values lead nowhere and stay in this one step.
RUN SECRET_KEY=only-for-collecting-the-static-files-and-never-for-a-session \
    ENCRYPTION_KEYS=MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA= \
    SITE_URL=https://build.invalid \
    DATABASE_URL=postgresql://app:none@build.invalid/none \
    DATABASE_OWNER_URL=postgresql://owner:none@build.invalid/none \
    REDIS_URL=redis://build.invalid \
    python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q /app


FROM python:3.12-slim

# What puts letters on paper: reports as PDF.
RUN apt-get update && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin colloquy \
 && install -d -o colloquy -g colloquy /var/lib/colloquy/media
COPY --from=built /opt/venv /opt/venv
COPY --from=built /app /app

WORKDIR /app
USER colloquy
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    MEDIA_ROOT=/var/lib/colloquy/media
EXPOSE 8000
# For web. The worker and beat of docker-compose.yml ask for a pulse instead.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/healthy.py", "web"]
# Verbosity 0 keeps addresses, and with them candidates' links, out of an access log.
CMD ["daphne", "--verbosity", "0", "--websocket-max-message-size", "262144", "--ping-interval", "15", "--ping-timeout", "20", \
     "--application-close-timeout", "5", "--bind", "0.0.0.0", "--port", "8000", "config.asgi:application"]
