"""`ilacs-bench serve`: what it refuses before it serves anything."""

import pytest

from ilacs_bench.cli import main


@pytest.mark.parametrize("port", ["70000", "65536", "-1", "0", "x", "", "8866.5", "٨٨٦٦"])
def test_what_is_no_port_is_said_in_a_sentence(port, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert f"{port!r} is no port; choose a number from 1 to 65535" in said
    assert "Traceback" not in said
