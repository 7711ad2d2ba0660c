"""What Jupyter and IPython write goes to a folder of the server's own, and with it."""

import os
import subprocess
import sys
import tempfile

from ilacs_bench.serve.own_folder import own_folder

VARIABLES = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")


def test_all_that_they_write_goes_there_and_goes_with_it(monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", "/somewhere/else")
    monkeypatch.delenv("JUPYTER_DATA_DIR", raising=False)
    with own_folder() as folder:
        places = [os.environ[name] for name in VARIABLES]
        assert all(place.startswith(f"{folder}{os.sep}") for place in places)
        assert len(set(places)) == len(places)
        (folder / "data" / "nbsignatures.db").touch()
    assert not folder.exists()
    assert os.environ["IPYTHONDIR"] == "/somewhere/else"
    assert "JUPYTER_DATA_DIR" not in os.environ


def test_nobody_else_can_look_into_it():
    with own_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0


def test_what_a_killed_server_left_is_removed_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = (
        "import os, signal\nfrom ilacs_bench.serve.own_folder import own_folder\n"
        "with own_folder() as folder:\n    print(folder, flush=True)\n"
        "    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
    )
    variables = {**os.environ, "TMPDIR": str(tmp_path)}
    made = subprocess.run([sys.executable, "-c", killed], env=variables, capture_output=True)
    (left,) = tmp_path.iterdir()
    assert made.stdout.decode().strip() == str(left)
    (tmp_path / "ilacs_bench_serve_of_somebody").mkdir()
    with own_folder() as first, own_folder() as second:
        assert not left.exists()
        assert first.is_dir()
        assert second.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["ilacs_bench_serve_of_somebody"]
