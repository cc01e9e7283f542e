from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    help = "Compiles every template of ours: an unknown tag or an unclosed block shows here and not before a person."

    def handle(self, *args: object, **options: object) -> None:
        root = Path(settings.BASE_DIR) / "templates"
        problems = [problem for path in sorted(root.rglob("*.*")) if (problem := _problem(path.relative_to(root)))]
        if problems:
            raise CommandError("\n".join(problems))


def _problem(name: Path) -> str:
    try:
        get_template(str(name))
    except (TemplateSyntaxError, UnicodeDecodeError) as error:
        return f"{name}: {error}"
    return ""
