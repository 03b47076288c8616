"""``tez codes``, as somebody types it."""

from pathlib import Path

import pytest

from config.cli import main


def tez(data: Path, *arguments: str) -> int:
    return main(["--data-dir", str(data), "codes", *arguments])


def import_(data: Path, file: Path, version: str = "2019") -> int:
    return tez(
        data, "import", str(file), "--system", "icd10", "--version", version, "--source", "the ministry", "--official"
    )


def test_a_list_is_imported_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """[CD8]"""
    file = tmp_path / "codes.csv"
    file.write_text("code,name,parent\nI63,Инфаркт мозга,\nI63.9,Инфаркт,I63\n", encoding="utf-8")
    assert import_(tmp_path, file) == 0
    assert capsys.readouterr().out == "2 codes of icd10 2019 (ru), 1 of them under another.\n"
    assert tez(tmp_path, "list") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "icd10 2019 (ru): 2 codes, official, used. the ministry"
    assert second.startswith("icd10 tez-1 (uz ru en): ")


def test_a_bad_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """[CD7]"""
    file = tmp_path / "codes.csv"
    file.write_text("code,name\nI63,Инфаркт\nI63,\n", encoding="utf-8")
    assert import_(tmp_path, file) == 2
    told = capsys.readouterr().err
    assert "line 3: I63 stands in line 2 already" in told
    assert "line 3: the name is empty" in told
    assert not (tmp_path / "codes").exists()


@pytest.mark.parametrize("version", ["../../up", "2019/2"])
def test_a_version_that_is_no_name_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("code,name\nI63,Инфаркт\n", encoding="utf-8")
    assert import_(tmp_path, file, version) == 2
    assert "The version has to be" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_(tmp_path, tmp_path / "nowhere.csv") == 2
    assert capsys.readouterr().err.count("\n") == 1
