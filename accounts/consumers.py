"""The line between an open page of a company and the server: it ends when the right to see the page ends."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError
from django.http import Http404, HttpRequest

from accounts import access
from accounts.models import User

CHECK_EVERY_SECONDS = 2
LOGGED_OUT = 4401
NO_LONGER_ALLOWED = 4403
TRY_AGAIN = 1011
# Threads of their own, few: all other database work of the process shares one.
LOOK = partial(database_sync_to_async, thread_sensitive=False, executor=ThreadPoolExecutor(4, "lines"))
log = logging.getLogger(__name__)


class WorkspaceConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """Asks Postgres again and again rather than waiting for a message, because messages may be lost."""

    watch: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        # Accepted first in any case: a browser is not told why a line was refused, and the page would try for ever.
        await self.accept()
        self.watch = asyncio.create_task(self._watch())

    async def disconnect(self, code: int) -> None:
        if self.watch:
            self.watch.cancel()

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """The page has nothing to say here."""

    async def _watch(self) -> None:
        # Asking again and again is the point: a message that says so could be lost.
        while await self._still_open():  # noqa: ASYNC110
            await asyncio.sleep(CHECK_EVERY_SECONDS)

    async def _still_open(self) -> bool:
        """Close the line unless its right is certain: who cannot be looked up now may try again at once."""
        try:
            code = await LOOK(self._why_not)()
            if code is None:
                return True
        except DatabaseError:
            log.warning("a line was closed because the database does not answer")
            code = TRY_AGAIN
        await self.close(code)
        return False

    def _why_not(self) -> int | None:
        """Look afresh at the session, which a log-out everywhere ends, and at the membership."""
        request = HttpRequest()
        request.session = SessionStore(self.scope["session"].session_key)
        user = get_user(request)
        if not isinstance(user, User) or not user.is_active:
            return LOGGED_OUT
        try:
            access.membership(user, self.scope["url_route"]["kwargs"]["company"])
        except Http404:
            return NO_LONGER_ALLOWED
        return None
