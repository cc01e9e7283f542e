from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Brings the translations of candidates' pages and mail up to date, and says what is still to be translated."

    def handle(self, *args: object, **options: object) -> None:
        # Babel is no part of production.
        from config.messages import LANGUAGES, write

        for language in LANGUAGES:
            missing = write(language)
            self.stdout.write(f"{language}: {'complete' if not missing else f'{len(missing)} to translate'}")
            for message in missing:
                self.stdout.write(f"  {message}")
