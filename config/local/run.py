"""`make run`: everything from a fresh clone to a page that answers, and an orderly end."""

import json
import os
import shutil
import signal
import time
from collections import defaultdict, deque
from contextlib import suppress

from ai.results import BUILTIN, Ability
from config import env

from .make import end_with_make, is_interrupted
from .places import LOCAL, LOCAL_TEST, ROOT, CannotStart, only_one, postgres_home
from .ports import require_free
from .processes import Child, running
from .programs import LOGS, manage, programs, remember, settings, wait_until_ready
from .services import services

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOST_ENDS_A_MINUTE = 5


class Stopped(Exception):
    pass


def run() -> None:
    _listen_for_the_end()
    port = env.number("PORT", 8000, least=1, most=65535)
    with suppress(Stopped), only_one(LOCAL):
        require_free(port)
        with services(LOCAL) as found:
            environment = found.environment | settings(port)
            remember(environment)
            manage(environment, "migrate", "--verbosity=0")
            manage(environment, "ai_check", "--keys")
            manage(environment, "load_demo")
            children = programs(environment | {"KEYS_WERE_CHECKED": "True"}, port)
            with running(children):
                wait_until_ready(port, children)
                _say_where()
                _watch([*found.children, *children])


def reset() -> None:
    with only_one(LOCAL), only_one(LOCAL_TEST):
        for home in (postgres_home(LOCAL), postgres_home(LOCAL_TEST)):
            if home.exists():
                shutil.rmtree(home)
        shutil.rmtree(LOCAL)
    print("The local data is gone. `make run` starts over.")


def _listen_for_the_end() -> None:
    end_with_make()
    for number in ENDS:
        # Under nohup a closed terminal is no reason to end.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: object) -> None:
    """End in order, once: a second Ctrl-C must not interrupt the clearing up."""
    for ending in ENDS:
        signal.signal(ending, signal.SIG_IGN)
    with suppress(OSError):
        os.write(1, "\nStopping …\n".encode())
    raise Stopped


def _say_where() -> None:
    demo = json.loads((LOCAL / "demo.json").read_text())
    rows = [f"  {who:<10} {demo[who]['email']:<34} {demo[who]['password']}" for who in ("owner", "recruiter", "reviewer", "staff")]
    print(
        f"\nColloquy is ready at {demo['url']}\n\n" + "\n".join(rows) + "\n\n"
        f"  A candidate's link   {demo['invitation_url']}\n"
        f"  For a new colleague  {demo['colleague_url']}\n"
        f"  All mail             {demo['outbox_url']}\n"
        f"  Staff admin          {demo['url']}/admin/ (as staff)\n"
        f"  Questions come from  {_who(Ability.COMPLETE) or BUILTIN}\n"
        f"  Hearing, speaking    {_who(Ability.TRANSCRIBE) or 'the browser'}, {_who(Ability.SPEAK) or 'the browser'}\n"
        f"  Logs                 {LOGS.relative_to(ROOT)}/\n\n"
        "Ctrl-C stops everything. The data stays for the next start; `make reset` forgets it.",
        flush=True,
    )


def _who(ability: Ability) -> str:
    """Whom it asks, in this order."""
    return ", then ".join(env.models().chains[ability])


def _watch(children: list[Child]) -> None:
    """Bring back a process that ends; give up on one that keeps ending."""
    ends: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_ENDS_A_MINUTE))
    while True:
        time.sleep(0.5)
        if is_interrupted():
            os.kill(os.getpid(), signal.SIGINT)
        for child in children:
            if not child.is_running:
                _bring_back(child, ends[child.name])


def _bring_back(child: Child, ends: deque[float]) -> None:
    now = time.monotonic()
    if len(ends) == MOST_ENDS_A_MINUTE and now - ends[0] < 60:
        raise CannotStart(f"The {child.name} process keeps ending: {child.last_words()} (all of it: {child.log})")
    ends.append(now)
    print(f"The {child.name} process ended and is started again.", flush=True)
    child.start()
