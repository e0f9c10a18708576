"""gunicorn's settings. Its access log stays off: it would keep visitors' addresses."""  # noqa: INP001 (a file of gunicorn's)

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The code is loaded once, before the workers: a missing variable stops the server instead of each worker in turn.
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm"  # noqa: S108
