"""The words of a bag: paths, manifests, bag-info.txt."""

import random

import pytest

from app.services import bag_format


@pytest.mark.parametrize(
    ("paths", "good"),
    [
        (("a.txt",), True),
        (("文件/张三.pdf", "文件/李四.pdf"), True),
        (("100% done.txt", "%0A.txt", "%.txt"), True),
        (("a b/c.d.e", "a b/c.d"), True),
        (("console.txt", "comma/lpt.pdf", "COM.txt"), True),
        (("", ), False),
        (("/a",), False),
        (("a/",), False),
        (("a//b",), False),
        (("../a",), False),
        (("a/../b",), False),
        (("./a",), False),
        (("..",), False),
        (("a\\b",), False),
        (("c:a",), False),
        (("C:/a",), False),
        (("~/a",), False),
        (("a?",), False),
        (("a\nb",), False),
        (("a\x00b",), False),
        (("a\x7f",), False),
        (("a\u202eb",), False),
        (("a\u200bb",), False),
        (("a\u2028b",), False),
        (("\ud800",), False),
        (("a.",), False),
        (("a ",), False),
        (("a /b",), False),
        (("e\u0301.txt",), False),
        (("CON",), False),
        (("con.txt",), False),
        (("x/NUL.pdf",), False),
        (("lpt1",), False),
        (("Com¹.txt",), False),
        (("aux .txt",), False),
        (("汉" * 86,), False),
        (("a.txt", "A.TXT"), False),
        (("straße", "STRASSE"), False),
        (("a", "a/b"), False),
        (("a/b", "a"), False),
        (("a/b", "A/B"), False),
        (("a", "a"), False),
    ],
)  # fmt: skip
def test_paths(paths: tuple[str, ...], good: bool) -> None:
    taken: dict[str, str] = {}
    answers = [not bag_format.path_fault(path) and bag_format.claim(path, taken) for path in paths]
    assert all(answers) is good


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("短", "短"),
        ("汉" * 400, "汉" * 400),
        ("a" * 400, "a" * 400),
        ("word " * 100, ("word " * 100).strip()),
        ("two\nlines\tand  more", "two lines and more"),
        ("a: b: c", "a: b: c"),
        (("x" * 30 + " ") * 9 + "汉字 " * 30, (("x" * 30 + " ") * 9 + "汉字 " * 30).strip()),
        ("𬱖𫖮" * 60, "𬱖𫖮" * 60),
    ],
)
def test_what_is_written_into_bag_info_is_read_again(value: str, read: str) -> None:
    chosen = random.Random(5)
    for cut in range(40):
        label = "L" * (cut + 1)
        shuffled = value if cut < 20 else "".join(chosen.sample(value, len(value)))
        wanted = read if cut < 20 else " ".join(shuffled.split())
        content = bag_format.bag_info([(label, shuffled), ("Empty", " "), ("Last", "z")])
        assert bag_format.parse_bag_info(content) == ((label, wanted), ("Last", "z"))
        assert max(len(line) for line in content.split(b"\n")) <= 79


@pytest.mark.parametrize(
    "path", ["data/a", "data/%0A", "data/%0a", "data/%250A", "data/a%b\r\nc", "%25%0D%0A", "汉 字"]
)
def test_manifest_paths_come_back(path: str) -> None:
    content = bag_format.manifest({path: "0" * 64})
    assert content.count(b"\n") == 1
    assert bag_format.parse_manifest(content, "sha256") == {path: "0" * 64}
