import pytest

from tests.interviews.invited import TOKEN
from tests.interviews.lines import Guest, guest_of
from tests.interviews.rooms import begun


@pytest.fixture
def enter(house, northwind):
    """Bring somebody into the room, to where the welcome was said."""
    opened = []

    def arrive(company=northwind, token: str = TOKEN, **fields) -> Guest:
        _, invitation = begun(company, token=token, **fields)
        return guest_of(house.port, invitation, token, opened)

    yield arrive
    for line in opened:
        line.close()
