"""What Jupyter and IPython write goes to a folder of the server's own, and with it."""

import os

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
