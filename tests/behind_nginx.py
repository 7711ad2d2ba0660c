"""nginx as `deploy/nginx.conf` has it, in front of servers of a test."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from live_server import PATIENCE, REPOSITORY, free_port, wait_until

CONFIGURATION = REPOSITORY / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
_CERTIFICATE = [
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
]
_AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
access_log off;
{paths}
{inner}
}}
"""
_PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(ports: Sequence[int], folder: Path) -> Iterator[str]:
    """The address of the dashboards behind nginx, which asks servers at these ports in turn."""
    key, certificate, port = folder / "key.pem", folder / "certificate.pem", free_port()
    subprocess.run(
        [*_CERTIFICATE, "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    inner = CONFIGURATION.read_text(encoding="utf-8")
    for found, put in (
        (r"listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (r"data\.council\.example;", "localhost;"),
        (r"/etc/ssl/certs/\S+\.pem", str(certificate)),
        (r"/etc/ssl/private/\S+\.key", str(key)),
        (r"127\.0\.0\.1:8866 ", f"127.0.0.1:{ports[0]} "),
        (r"127\.0\.0\.1:8867 ", f"127.0.0.1:{ports[1]} "),
    ):
        inner, count = re.subn(found, put, inner)
        assert count == 1, found
    paths = "\n".join(f"{name}_temp_path {folder / name};" for name in _PATHS)
    user = "user root;" if os.geteuid() == 0 else ""
    whole = _AROUND.format(user=user, folder=folder, paths=paths, inner=inner)
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    process = subprocess.Popen([str(NGINX), "-p", folder, "-c", folder / "nginx.conf"])
    try:
        wait_until(lambda: (folder / "pid").exists() or process.poll() is not None)
        assert process.poll() is None, (folder / "error.log").read_text()
        yield f"https://localhost:{port}/inspections"
    finally:
        process.terminate()
        process.wait(PATIENCE)
