"""What a page is to the tests, and how a browser comes to one."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.conftest import PASSWORD


@dataclass(frozen=True)
class Page:
    """`address`: where it lives. `who`: a fixture of the cast, or None. `prepare` may change both the world and the address."""

    address: str = ""
    who: str | None = "alice"
    # Leads to the page by the steps a person takes, where an address alone does not.
    steps: Callable | None = None
    status: int = 200
    # Not where interviews are written as rows.
    is_replayed: bool = True


def log_in_by_form(page, cast) -> None:
    page.goto("/login/")
    page.fill("[name=login]", cast.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn-primary")
    page.wait_for_url("**/c/northwind/")


def arrive(page, address: str):
    """Go somewhere, giving the password again where a page asks for it."""
    page.goto(address)
    if page.url.split("?")[0].endswith("/reauthenticate/") and not address.endswith("/reauthenticate/"):
        page.fill("[name=password]", PASSWORD)
        page.click("main form .btn-primary")
        page.wait_for_url(f"**{address}")
    response = page.goto(address)
    assert page.url.endswith(address), f"{address} leads to {page.url}"
    return response


def fresh(address: str) -> Callable:
    """For pages that ask for the password again unless it was given just now."""

    def steps(page, cast):
        log_in_by_form(page, cast)
        return arrive(page, address)

    return steps
