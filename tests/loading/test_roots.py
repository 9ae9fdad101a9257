"""Several folders in one call, manifests within them, and what is no path."""

import os

import pytest

from corpus_analysis import load_corpus
from corpus_analysis.loading import read_documents

EN = "The minister said the ceasefire must hold, and that the talks in Doha would go on.\n"
FA = "به گزارش خبرگزاری، وزیر امور خارجه گفت که مذاکرات درباره آتش‌بس در دوحه ادامه دارد و پیامدهای آن روشن نیست.\n"


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_DOT_", ".")).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize("executor", ["inline", "processes"])
def test_a_manifest_speaks_of_the_files_of_its_own_folder(tmp_path, executor):
    gate = write(tmp_path / "gate", **{"1_DOT_txt": EN, "manifest_DOT_csv": "path,outlet\n1.txt,Gate\n"})
    wall = write(tmp_path / "wall", **{"1_DOT_txt": FA, "manifest_DOT_csv": "path,outlet\n1.txt,Wall\n"})
    corpus = load_corpus([gate, wall], executor=executor)
    assert corpus.documents[["doc_id", "path", "outlet"]].to_numpy().tolist() == [
        ["gate/1", "gate/1.txt", "Gate"],
        ["wall/1", "wall/1.txt", "Wall"],
    ]
    assert "manifest_unmatched" not in set(corpus.problems["code"])


def test_folders_of_one_name_are_told_apart(tmp_path):
    for year, outlet in (("2023", "Gate"), ("2024", "Wall")):
        write(tmp_path / year / "texts", **{"1_DOT_txt": EN + year, "manifest_DOT_csv": f"doc_id,outlet\n1,{outlet}\n"})
    documents = read_documents([tmp_path / "2023" / "texts", tmp_path / "2024" / "texts"])[0]
    assert documents[["doc_id", "outlet"]].to_numpy().tolist() == [["texts/1", "Gate"], ["texts~2/1", "Wall"]]


def test_a_file_that_cannot_be_read_is_told_from_its_namesake_in_another_folder(tmp_path):
    one, other = write(tmp_path / "one", a_DOT_txt=EN), write(tmp_path / "other", a_DOT_txt="\u200b\n")
    documents, _, problems = read_documents([one, other])
    assert documents["path"].tolist() == ["one/a.txt"] and problems["path"].tolist() == ["other/a.txt"]


@pytest.mark.parametrize("key", ["./sub/a.txt", "sub\\a.txt", "sub/a", "a.txt", "./a.txt"])
def test_a_manifest_may_write_a_path_as_other_programs_do(tmp_path, key):
    write(tmp_path / "sub", a_DOT_txt=EN)
    write(tmp_path, manifest_DOT_csv=f"path,outlet\n{key},Gate\n")
    documents, _, problems = read_documents(tmp_path)
    assert documents["outlet"].tolist() == ["Gate"] and problems.empty


def test_two_rows_of_manifests_about_one_document_are_told_and_the_first_counts(tmp_path):
    write(tmp_path, a_DOT_txt=EN, manifest_DOT_csv="path,outlet\na.txt,Gate\na,Wall\n")
    documents, _, problems = read_documents(tmp_path)
    assert documents["outlet"].tolist() == ["Gate"] and "twice, as 'a.txt' and as 'a'" in problems["message"].item()


def test_a_manifest_that_is_not_read_is_told(tmp_path):
    write(tmp_path / "gate", a_DOT_txt=EN, manifest_DOT_csv="path,outlet\na.txt,Gate\n")
    write(tmp_path, manifest_DOT_csv="path,outlet\n")
    told = read_documents(tmp_path)[2][["path", "code", "severity"]].to_numpy().tolist()
    assert told == [["gate/manifest.csv", "not_selected", "warning"], ["manifest.csv", "manifest_unusable", "warning"]]


def test_a_manifest_that_is_a_link_to_nowhere_is_told_once(tmp_path):
    write(tmp_path, a_DOT_txt=EN)
    try:
        (tmp_path / "manifest.csv").symlink_to("nowhere")
    except OSError:
        pytest.skip("this system lets no links be made")
    assert read_documents(tmp_path)[2][["path", "code"]].to_numpy().tolist() == [["manifest.csv", "vanished"]]


@pytest.mark.parametrize("executor", ["inline", "processes"])
@pytest.mark.parametrize(
    "path, told", [(None, "'None' .NoneType. is no path"), (5, "is no path"), (b"x", "is no path"), ([None], "is no path")]
)
def test_what_is_no_path_is_told_by_its_name(path, told, executor):
    with pytest.raises(TypeError, match=told):
        load_corpus(path, executor=executor)


def test_a_name_longer_than_any_file_has_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        load_corpus(tmp_path / ("x" * 300))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_told(tmp_path):
    locked = write(tmp_path / "locked", a_DOT_txt=EN)
    write(tmp_path, b_DOT_txt=FA)
    (tmp_path / "link.txt").symlink_to("locked/a.txt")
    locked.chmod(0)
    try:
        told = read_documents(tmp_path)[2][["path", "code"]].to_numpy().tolist()
        corpus = load_corpus(locked)
    finally:
        locked.chmod(0o700)
    assert told == [["link.txt", "unreadable"], ["locked", "unreadable"]]
    assert corpus.problems[["path", "code"]].to_numpy().tolist() == [[".", "unreadable"]]
