"""A form of a question whose helper is asked for proposals, and what it says."""

from tests.interviews.recruiting import QUESTIONS

NEW = f"{QUESTIONS}new/"
ASK = {"do": "draft", "text": "How do you find a slow query?", "competency": "Reliability", "difficulty": "hard", "kind": "technical"}


def ask(client, *, htmx=False, address=NEW, **changes):
    return client.post(address, ASK | changes, headers={"HX-Request": "true"} if htmx else {})


def fills(answer) -> dict[str, str]:
    return answer.context["sheet"].fills


def rows(answer) -> list[tuple[str, str]]:
    return [(row.when, row.text) for row in answer.context["sheet"].new_rows]


def said(answer) -> str:
    return answer.context["sheet"].said
