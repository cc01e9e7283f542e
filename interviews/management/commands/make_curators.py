"""Make the group of staff who curate the library. Doing it again gives it these rights again, and takes none away."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand

RIGHTS = (
    *(f"{may}_{what}" for may in ("view", "add", "change", "delete") for what in ("bank", "question")),
    "view_vectormodel",
    "change_vectormodel",
)


class Command(BaseCommand):
    help = "Make the group “Curators”, with the rights to curate the library and to refresh its vectors."

    def handle(self, *args: Any, **options: Any) -> None:
        group, _ = Group.objects.get_or_create(name="Curators")
        rights = Permission.objects.filter(content_type__app_label="interviews", codename__in=RIGHTS)
        group.permissions.add(*rights)
        self.stdout.write(f"“Curators” may {len(rights)} things. Put staff into it in the admin, under Users.")
