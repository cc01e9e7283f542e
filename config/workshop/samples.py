"""What the style guide shows inside components that take lists."""

from typing import Any

from django.core.paginator import Paginator


def samples() -> dict[str, Any]:
    page = Paginator(range(214), 20).page(3)
    return {
        "menu": [
            {"label": "Duplicate the plan", "url": "#buttons"},
            {"label": "Copy to another job", "url": "#buttons"},
            {"label": "Publish, needs 2 anchors"},
            {"label": "Withdraw", "opens": "withdraw", "bad": True},
        ],
        "competencies": [
            {"value": "Debugging under pressure", "note": 86},
            {"value": "Designing for failure", "note": 64},
            {"value": "Delegating", "note": 31},
        ],
        "crumbs": [{"url": "#way", "label": "Jobs"}, {"url": "#way", "label": "Backend engineer, Payments"}],
        "tabs": [
            {"url": "#way", "label": "Candidates", "current": True, "count": 32},
            {"url": "#way", "label": "Plan"},
            {"url": "#way", "label": "Invitations"},
            {"url": "#way", "label": "Settings"},
        ],
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "steps": [
            {"label": "What will happen", "state": "done"},
            {"label": "Your agreement", "state": "done"},
            {"label": "Microphone", "state": "now"},
            {"label": "One question to practise", "state": ""},
            {"label": "Begin", "state": ""},
        ],
        "facts": [
            ("Length", "about 30 min, 7 questions"),
            ("Open until", "2 Dec 2026, 18:00 CET"),
            ("Who reads it", "Carol Mendes and Bob Adeyemi"),
        ],
    }
