from datetime import date

import pytest

from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.tables.manifest import ManifestRow, read_manifest


def test_rows_by_file_name_empty_cells_are_missing(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_text(
        "\ufefffile,urn,published,source_url\n"
        "a.pdf,80467,2023-09-01,https://example.org/a\n"
        "b.pdf,,,\n",
        encoding="utf-8",
    )
    assert read_manifest(path) == {
        "a.pdf": ManifestRow(date(2023, 9, 1), "https://example.org/a", "80467"),
        "b.pdf": ManifestRow(None, None, None),
    }


def test_urn_is_not_needed(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_text("file,published,source_url\na.pdf,2023-09-01,\n")
    assert read_manifest(path)["a.pdf"].urn is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,urn\na.pdf,1\n", "lacks the columns published, source_url"),
        ("", "lacks the columns"),
        ("file,published,source_url\na.pdf,1 May,\n", r"a\.pdf: found '1 May'.*expected a date"),
        (
            "file,published,source_url\na.pdf,2024-05-01,\na.pdf,2024-06-01,\n",
            r"a\.pdf is listed twice",
        ),
    ],
)
def test_a_bad_manifest_says_what_is_wrong(tmp_path, text, message):
    path = tmp_path / "manifest.csv"
    path.write_text(text)
    with pytest.raises(IlacsBenchError, match=message):
        read_manifest(path)


def test_a_manifest_in_another_encoding_says_how_to_save_it(tmp_path):
    path = tmp_path / "manifest.csv"
    path.write_bytes("file,published,source_url\ncafé.pdf,,\n".encode("cp1252"))
    with pytest.raises(IlacsBenchError, match=r"not UTF-8 text\. In Excel"):
        read_manifest(path)


def test_a_manifest_that_is_not_there(tmp_path):
    with pytest.raises(IlacsBenchError, match="can't be read"):
        read_manifest(tmp_path / "none.csv")
