"""A mail server that takes what it is sent, or misbehaves as it is told."""

import asyncio
import logging
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from config.local.postgres import free_port


class MailServer:
    def __init__(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), ready_timeout=20)
        self.port = self.controller.port
        self.behave()

    def start(self) -> "MailServer":
        self.controller.start()
        return self

    def stop(self) -> None:
        self.answering.set()
        self.controller.stop()

    def behave(self) -> None:
        """Forget everything, and take mail."""
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.to_sender = self.to_recipient = self.to_data = ""
        self.hangs_up_after_data = False
        self.asked = threading.Event()
        self.answering = threading.Event()
        self.answering.set()

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.asked.set()
        answering = self.answering
        while not answering.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        if self.to_data:
            return self.to_data
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        if self.hangs_up_after_data:
            server.transport.abort()
        return "250 OK"
