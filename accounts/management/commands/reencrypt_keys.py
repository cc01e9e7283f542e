from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services.provider_keys import reencrypt_provider_keys


class Command(BaseCommand):
    help = "Encrypts companies' keys under the first of ENCRYPTION_KEYS, so that the ones after it can be taken away."

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = reencrypt_provider_keys()
        self.stdout.write(f"{done} encrypted anew.")
        if lost:
            raise CommandError(f"{lost} could not be read: the key that they are encrypted under is not among ENCRYPTION_KEYS.")
