"""How the web process runs; README.md lists the variables."""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# A search of 10,000 characters gets an answer: gunicorn's own limit can't be above 8190. Without one it takes a line of
# any length, at a cost that grows with its square (0.1 to 0.4 s for 1 MB); the proxy bounds it (docs/operations.md).
limit_request_line = 0
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
reuse_port = True  # without it one worker often takes all kept-alive connections
control_socket_disable = True  # two sites of one user would share the socket
loglevel = "warning"
accesslog = None  # addresses of readers are nobody's business
