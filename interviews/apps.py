from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        # Reads prompts, letters and what is agreed to: a missing one stops the start, and not the first who would have needed it.
        from interviews import prompts, receivers  # noqa: F401
        from interviews.consent import text_in
        from interviews.letters.words import LANGUAGES, words_in

        for language in LANGUAGES:
            words_in(language)
            text_in(language)
