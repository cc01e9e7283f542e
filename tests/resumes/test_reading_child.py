"""What the child may not do, and how it ends."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from resumes.reading import child
from resumes.reading.verdict import Problem, Starved, Unreadable
from tests.resumes.hostile import FILES

ROOT = Path(__file__).parents[2]
# Tries each thing after the limits stand, and says which worked.
PROBE = """
import json, os, socket, sys
sys.path.append({root!r})
from resumes.reading.confine import take_little, take_nothing_more
take_little(int(sys.argv[1]))
tries = {{
    "read a file": lambda: open("/etc/passwd"),
    "read the parent's environment": lambda: open(f"/proc/{{os.getppid()}}/environ"),
    "write a file": lambda: open({file!r}, "w"),
    "remove a file": lambda: os.unlink({kept!r}),
    "list a folder": lambda: os.listdir("/"),
    "open a socket": lambda: socket.socket(),
    "start a process": lambda: os.fork() or os._exit(0),
    "become a program": lambda: os.execv("/bin/true", ["true"]),
    "signal the parent": lambda: os.kill(os.getppid(), 0),
    "make a pipe": lambda: os.pipe(),
    "take back a limit": lambda: __import__("resource").setrlimit(7, (99, 99)),
}}
take_nothing_more()
worked = []
for name, attempt in tries.items():
    try:
        attempt()
        worked.append(name)
    except (OSError, ValueError):
        pass
sys.stdout.write(json.dumps({{"worked": worked, "memory": len(bytearray(50_000_000))}}))
sys.stdout.flush()
os._exit(0)
"""


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """Have another program in the child's place."""

    def put(program: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(program)
        monkeypatch.setattr(child, "CHILD", path)
        return path

    return put


@pytest.fixture
def some_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"Dana Novak")
    return path


def test_it_can_do_nothing_but_think(tmp_path):
    kept, probe = tmp_path / "kept", tmp_path / "probe.py"
    kept.touch()
    probe.write_text(PROBE.format(root=str(ROOT), file=str(tmp_path / "new"), kept=str(kept)))
    said = subprocess.run([sys.executable, "-I", "-B", str(probe), str(os.getpid())], capture_output=True, check=True)
    assert json.loads(said.stdout) == {"worked": [], "memory": 50_000_000}
    assert kept.exists()


def test_it_knows_no_secret(instead, some_file, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of-ours")
    with socket.socket() as ours:
        ours.set_inheritable(False)
        instead(
            "import json, os, sys\n"
            "seen = {'names': sorted(os.environ), 'open': sorted(os.listdir('/proc/self/fd')), 'words': sys.argv[1:], 'path': os.getcwd()}\n"
            "print(json.dumps({'format': 'txt', 'text': json.dumps(seen), 'pages': 1, 'reader': 'x'}))"
        )
        seen = json.loads(child.read(some_file).text)
    assert set(seen["names"]) <= {"LANG", "LC_CTYPE"}
    # Its input, its output, nowhere; and the list itself.
    assert seen["open"] == ["0", "1", "2", "3"]
    # Neither the file's name nor its place.
    assert (seen["words"], seen["path"]) == ([str(os.getpid())], "/")


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("print('no json')", Problem.DAMAGED),
        ("print('{}')", Problem.DAMAGED),
        ("print('[]')", Problem.DAMAGED),
        ('print(\'{"problem": "of another kind"}\')', Problem.DAMAGED),
        ('print(\'{"format": "pdf", "text": 5, "pages": 1, "reader": "x"}\')', Problem.DAMAGED),
        ("raise SystemExit(3)", Problem.DAMAGED),
        ("import os; os.abort()", Problem.DAMAGED),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Problem.TOO_MUCH_MEMORY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Problem.TOO_SLOW),
    ],
)
def test_nothing_it_says_is_believed_out_of_form(program, problem, instead, some_file):
    instead(program)
    with pytest.raises(Unreadable) as why:
        child.read(some_file)
    assert why.value.problem == problem


def test_a_child_that_had_no_processor_says_nothing_about_its_file(instead, some_file, monkeypatch):
    instead("import time; time.sleep(60)")
    monkeypatch.setattr(child, "SECONDS", 0.5)
    with pytest.raises(Starved):
        child.read(some_file)


def test_nor_does_one_that_its_own_alarm_ends(instead, some_file):
    instead("import os, signal; os.kill(os.getpid(), signal.SIGALRM)")
    with pytest.raises(Starved):
        child.read(some_file)


def test_a_child_that_had_its_processor_and_is_not_done_has_a_slow_file(instead, some_file, monkeypatch):
    monkeypatch.setattr(child, "LEAST_CPU_SECONDS", 0.3)
    instead("import os, signal, time\nwhile time.process_time() < 0.4: pass\nos.kill(os.getpid(), signal.SIGALRM)")
    with pytest.raises(Unreadable) as why:
        child.read(some_file)
    assert why.value.problem == Problem.TOO_SLOW


def test_it_cannot_say_more_than_its_parent_has_memory_for(instead, some_file):
    instead(
        f"import sys; sys.path.append({str(ROOT)!r})\n"
        "from resumes.reading.confine import take_little\n"
        "take_little(int(sys.argv[1]))\n"
        "sys.stdout.write('{\"text\": \"' + 'x' * 20_000_000)"
    )
    with pytest.raises(Unreadable) as why:
        child.read(some_file)
    assert why.value.problem == Problem.DAMAGED


def test_too_much_memory_is_said_to_be_that(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FILES["docx_packed_with_a_dictionary_of_four_gigabytes"].make())
    with pytest.raises(Unreadable) as why:
        child.read(path)
    assert why.value.problem == Problem.TOO_MUCH_MEMORY


def test_it_ends_when_its_parent_is_killed(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(FILES["pdf_packed_just_below_a_readers_limit"].make())
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys\n"
            "from pathlib import Path\n"
            "class Told(subprocess.Popen):\n"
            "    def __init__(self, *args, **kwargs):\n"
            "        super().__init__(*args, **kwargs)\n"
            "        print(self.pid, flush=True)\n"
            "subprocess.Popen = Told\n"
            "from resumes.reading.child import read\n"
            f"read(Path({str(path)!r}))",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    reader = int(parent.stdout.readline())
    end = os.pidfd_open(reader)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    # Readable as soon as the process is gone; by itself it would take ten seconds.
    assert select.select([end], [], [], 5)[0]
    os.close(end)
