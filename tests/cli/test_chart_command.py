"""`ilacs-bench chart`: a picture on disk, and its words on the screen."""

from ilacs_bench.cli import main


def test_picture_is_written_and_said_in_words(tmp_path, capsys):
    out = tmp_path / "record.svg"
    arguments = ["chart", "record", "East Sussex", "--as-at", "2018-09-18", "--out", str(out)]
    assert main(arguments) == 0
    assert out.read_text(encoding="utf-8").startswith("<svg")
    said = capsys.readouterr().out
    assert f"Written: {out}" in said
    assert "Overall effectiveness: 2014 good, 2018 outstanding" in said


def test_options_reach_the_chart(tmp_path, capsys):
    out = tmp_path / "mix.png"
    days = ["--as-at", "2025-03-31", "--published-by", "2025-06-30"]
    assert main(["chart", "national-mix", *days, "--areas", "overall", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert "36 outstanding" in capsys.readouterr().out


def test_a_wrong_ending_is_refused_before_anything_is_read(tmp_path, capsys):
    out = tmp_path / "mix.gif"
    nowhere = str(tmp_path / "nowhere")
    assert main(["chart", "national-mix", "--out", str(out), "--data", nowhere]) == 2
    assert "ends in .svg or .png" in capsys.readouterr().err
