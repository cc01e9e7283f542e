"""Files of questions, in and out."""

from collections.abc import Callable

from interviews.models import QuestionImport
from interviews.services.imports import progress
from interviews.services.imports.scope import work_for
from tests.browser.pages.page import Page
from tests.interviews.questions import make_bank


def import_page(state: str, company: bool = True, **facts) -> Callable:
    """The page of a file, as the work on it leaves it."""

    def steps(page, cast):
        owner = cast.northwind if company else None
        with work_for(owner.pk if owner else None):
            bank = make_bank(owner, "night-shift")
            found = QuestionImport.objects.create(
                company=owner,
                bank=bank,
                file="imports/none",
                name="questions-of-autumn.csv",
                size=48_213,
                state=state,
                by=cast.carol,
                **facts,
            )
        progress.tell(found.pk, 3_210, 4_812)
        return page.goto(f"/c/northwind/questions/import/{found.pk}/" if company else f"/admin/library/import/{found.pk}/")

    return steps


def import_page_with_a_wrong_file(page, cast):
    import_page("refused")(page, cast)
    page.goto("/c/northwind/questions/import/")
    with page.expect_navigation() as answer:
        page.click("text=Check the file")
    return answer.value


def export_page(page, cast):
    import_page("done")(page, cast)
    return page.goto("/c/northwind/questions/export/")


SAMPLES = [
    {
        "row": 2, "outcome": "new", "bank": "Night-Shift", "changes": [], "about": ["Reliability", "medium", "behavioural"],
        "text": "Tell me about a time when you saw that a promised date could not be kept. What did you do between noticing and the date?",
    },
    {"row": 14, "outcome": "changed", "bank": "Night-Shift", "changes": ["difficulty", "anchors", "follow-ups"], "about": [], "text": "מה עשית?"},
]  # fmt: skip

FAULTS = [
    {"row": 17, "column": "difficulty", "sentence": "“tough” is no difficulty. Write easy, medium or hard."},
    {"row": 23, "column": "", "sentence": "The row has 9 cells and the first row names 17 columns. Is it cut off, or was a line end lost?"},
    {"row": 4_801, "column": "follow_up_2_when", "sentence": "The text has 1,204 characters; at most 500 fit."},
]

REMARK = "Row 212: “your family” asks about a person’s life, and that must play no part."

NOTICE = "3 of the changed questions were asked in an interview before: the new wording becomes the next version, and the old one stays with its interviews."


PAGES: dict[str, Page] = {
    "interviews:import-new": Page("/c/northwind/questions/import/", "carol"),
    "interviews:import-new (wrong)": Page(who="carol", steps=import_page_with_a_wrong_file, status=422),
    "interviews:import (being checked)": Page(who="carol", steps=import_page("checking")),
    "interviews:import (checked)": Page(
        who="carol",
        steps=import_page(
            "checked", rows=4_812, new=4_700, changed=12, same=100, samples=SAMPLES, notices=[REMARK, NOTICE], new_banks=["Night shift"]
        ),
    ),
    "interviews:import (nothing to write)": Page(who="carol", steps=import_page("checked", rows=450, same=450)),
    "interviews:import (faults)": Page(
        who="carol", steps=import_page("refused", rows=4_812, new=4_700, changed=12, same=97, faults=1_203, shown_faults=FAULTS)
    ),
    "interviews:import (being written)": Page(who="carol", steps=import_page("writing", new=4_700)),
    "interviews:import (done)": Page(who="carol", steps=import_page("done", rows=4_812, new=4_700, changed=12, same=100)),
    "interviews:import (stopped)": Page(who="carol", steps=import_page("failed", attempts=3)),
    "interviews:export": Page(who="carol", steps=export_page),
    "interviews:export (no bank yet)": Page("/c/northwind/questions/export/", "carol"),
    "interviews:staff-import-new": Page("/admin/library/import/", "sam"),
    "interviews:staff-import": Page(
        who="sam",
        steps=import_page(
            "checked", company=False, rows=200_000, new=199_988, changed=12, samples=SAMPLES, new_banks=["Night shift", "Law"]
        ),
    ),
    "interviews:staff-export": Page("/admin/library/export/", "sam"),
}

NOT_PAGES = {
    **{f"interviews:{who}import-{file}": "a file" for who in ("", "staff-") for file in ("template", "faults")},
    **{f"interviews:{who}import-{act}": "takes a form" for who in ("", "staff-") for act in ("write", "forget")},
}
