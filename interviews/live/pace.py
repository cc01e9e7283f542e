"""How much one line may say."""

A_SECOND = 20
# What a page has to say again after a while without a line comes at once.
AT_ONCE = 60


class Pace:
    def __init__(self, now: float) -> None:
        self.left: float = AT_ONCE
        self.at = now

    def allows_one_more(self, now: float) -> bool:
        self.left = min(AT_ONCE, self.left + (now - self.at) * A_SECOND)
        self.at = now
        self.left -= 1
        return self.left >= 0
