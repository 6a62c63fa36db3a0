FROM python:3.13-slim

# pg_dump and pg_restore, for manage.py backup and restore
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home --home-dir /data protofolio

WORKDIR /srv/protofolio
COPY requirements/s3.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/s3.txt
COPY . .
RUN python -m compileall -q accounts portfolio

USER protofolio
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s CMD ["python", "bin/healthy.py"]
CMD ["python", "manage.py", "serve"]
