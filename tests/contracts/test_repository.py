"""The tree itself: sizes that keep it readable, and nothing that ties it to one network."""

import ast
import re
import shutil
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "handlers", "storage")
LONGEST_FILE = 300
GENERATED = "storage/migrations/versions"
REGISTRY = re.compile(
    r"https?://\S*(?:pypi|pythonhosted|npmjs|artifactory|nexus|mirror|/simple\b)"
    r"|--(?:extra-)?index-url|--trusted-host|--find-links",
    re.IGNORECASE,
)


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if GENERATED not in path.as_posix():
                yield path


def lengths(path: Path) -> Iterator[int]:
    """Give the lines of each function's body, without its docstring and signature."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node, clean=False) is not None
            body = node.body[1:] if documented else node.body
            yield body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator] # parsed from a file


def test_no_file_is_longer_than_a_few_screens() -> None:
    paths = [path for folder in (*FOLDERS, "tests") for path in (ROOT / folder).rglob("*.py")]
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in paths}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    every = sorted(length for path in sources() for length in lengths(path))
    assert statistics.median(every) < 10
    assert every[len(every) * 9 // 10] < 22
    assert every[-1] <= 40


def committed() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout.split("\0")
    return [path for name in listed if name and (path := ROOT / name).is_file()]


def test_no_committed_file_names_a_package_registry() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if path != Path(__file__) and REGISTRY.search(path.read_text("utf-8", errors="ignore"))
    }
    assert found == set()


def test_locks_hold_a_hash_for_every_package_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        packages = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert len(packages) == len(re.findall(r"^\S+==.*\\\n(?=    --hash=)", text, re.MULTILINE))


def test_links_of_the_documents_lead_to_files() -> None:
    for document in (ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")):
        text = document.read_text("utf-8")
        targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", text)
        local = [one or other for one, other in targets if "://" not in (one or other)]
        assert [one for one in local if not (document.parent / one).is_file()] == []


def test_paths_named_in_readme_exist() -> None:
    named = re.findall(
        r"`((?:bot|handlers|storage|locales|tests|docs)/[^`…*]*)`",
        (ROOT / "README.md").read_text("utf-8"),
    )
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_no_secret_and_no_database_is_committed() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in committed()}
    assert not [name for name in names if name == ".env" or name.startswith("data/")]
    assert not [name for name in names if name.endswith((".db", ".pem", ".key"))]


def test_health_shows_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert __version__ == project["version"]
