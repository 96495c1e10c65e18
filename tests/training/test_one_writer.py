"""Awards, what becomes of them and the ledger are written in one place each, and changed by erasure alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import training

MODELS = {
    "Award": "giving.py",
    "CourseExtension": "course_extensions.py",
    "Extension": "awards.py",
    "ExtensionUndone": "awards.py",
    "Revocation": "awards.py",
    "Reinstatement": "awards.py",
    "TrainedChange": "trained_changes.py",
    "CoveredChange": "covered_changes.py",
}
MAKING = {"create", "bulk_create", "get_or_create", "update_or_create"}
CHANGING = {"update", "bulk_update", "delete", "save", "update_or_create"}
TREE = Path(training.__file__).parent.parent


def sources() -> list[Path]:
    apps = ("training", "campaigns", "groups", "site")
    return [path for app in apps for path in (TREE / app).rglob("*.py") if "migrations" not in path.parts]


def calls(path: Path) -> Iterator[tuple[str, str, str]]:
    """Function it stands in, model at the root of the chain, and method, of each call on a manager of these models."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    yield function.name, root(node.func), node.func.attr


def root(node: ast.expr) -> str:
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        else:
            return ""
    return node.id


def test_each_is_made_in_one_module() -> None:
    made = {(model, path.name) for path in sources() for _, model, name in calls(path) if name in MAKING}
    assert {(model, name) for model, name in made if model in MODELS} == set(MODELS.items())


def test_nothing_but_erasure_changes_one_or_deletes_it() -> None:
    changing = {
        (path.name, function)
        for path in sources()
        for function, model, name in calls(path)
        if model in MODELS and name in CHANGING
    }
    assert changing == {("awards.py", "forget_these"), ("awards.py", "unsign")}
