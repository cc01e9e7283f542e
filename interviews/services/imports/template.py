"""The file to begin with: every column, and one question that shows what a good one looks like."""

from interviews.services.exports import csv_lines, table_cells
from interviews.services.imports.columns import header
from interviews.services.questions import Wording, Written, WrittenFollowUp

KEY = "deadline-that-could-not-hold"
EXAMPLE = Written(
    Wording(
        text="Tell me about a time when you saw that a promised date could not be kept. What did you do between noticing and the date?",
        competency="Reliability",
        difficulty="medium",
        kind="behavioural",
        domain="general",
        language="en",
        shows="Notices early, tells those who rely on the date before they ask, and brings choices rather than the bad news alone.",
        anchors=(
            "Cannot name a date that slipped, or blames others and did nothing before it passed.",
            "Noticed late or told people only on the date; describes being busy rather than what was decided.",
            "Told those concerned before the date and agreed on a new one; the reasons stay vague.",
            "Noticed early from a concrete sign, told those concerned with choices, and kept what was agreed.",
            "As before, and changed how such signs are seen afterwards, with an example where it helped.",
        ),
        minutes=5,
        roles=("project manager", "team lead"),
    ),
    follow_ups=(
        WrittenFollowUp("They say “we” throughout.", "Which part of that did you do yourself?"),
        WrittenFollowUp("They told people late.", "When could you have known, and from what?"),
        WrittenFollowUp("", "What do you do differently since then?"),
    ),
    ideal_answers=(
        "Three weeks before a release I saw that two of five suppliers had not sent test data, which we needed for ten days of checks. "
        "I wrote to our three largest customers the same day, with two choices: the full release two weeks later, or the part without "
        "those suppliers on time. Two chose the part. Since then each plan has a date by which outside data must be there, "
        "and I ask for it a week before.",
    ),
)


def template() -> str:
    columns = header(ideal_answers=1, follow_ups=len(EXAMPLE.follow_ups))
    wording = EXAMPLE.wording
    cells = {
        "key": KEY,
        "text": wording.text,
        "competency": wording.competency,
        "difficulty": wording.difficulty,
        "type": wording.kind,
    } | table_cells(EXAMPLE)
    return "\ufeff" + csv_lines([columns, [cells.get(column, "") for column in columns]])
