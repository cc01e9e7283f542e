import ast
import sys
from pathlib import Path

ENGINE = Path("interviews/engine")
# What would let the engine know the time, or be lucky, or be different on another machine.
UNWANTED = {"time", "datetime", "random", "uuid", "secrets", "logging", "asyncio", "threading", "os", "io"}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_the_engine_imports_the_standard_library_and_itself_alone():
    modules = {name for path in ENGINE.glob("*.py") for name in imported(path)}
    foreign = {
        name for name in modules if not name.startswith("interviews.engine") and name.partition(".")[0] not in sys.stdlib_module_names
    }
    assert modules
    assert not foreign
    assert not modules & UNWANTED
