"""Whether files can be kept, whether they are private, and whether the virus scanner answers."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.files import is_s3, try_store
from resumes.scanning import answers


class Command(BaseCommand):
    help = "Keep a file, read it as a stranger would, remove it, and ask the virus scanner whether it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        try_store()
        self.stdout.write(f"ok       files are kept in {'the bucket of S3_BUCKET' if is_s3() else settings.MEDIA_ROOT}")
        if not settings.VIRUS_SCANNER:
            self.stdout.write("note     no virus scanner is set up")
        elif answers():
            self.stdout.write("ok       the virus scanner answers")
        else:
            # It takes minutes to start, and until then files wait.
            self.stdout.write("note     the virus scanner at CLAMD_URL does not answer; files wait until it does")
