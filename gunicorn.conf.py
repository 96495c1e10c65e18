"""How the web process runs; README.md lists the variables."""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
limit_request_line = 0  # a very long search gets an answer; gunicorn still stops at 1 MB, the proxy before that
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
reuse_port = True  # without it one worker often takes all kept-alive connections
control_socket_disable = True  # two sites of one user would share the socket
loglevel = "warning"
accesslog = None  # addresses of readers are nobody's business
