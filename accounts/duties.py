"""Who does what for a company, in words for people."""

from collections.abc import Collection
from dataclasses import dataclass

from ai.configuration import Configuration
from ai.protocols import Grade
from ai.results import BUILTIN, Ability

NAMES = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "groq": "Groq",
    "huggingface": "Hugging Face",
    "local": "the server of our own",
    BUILTIN: "built-in rules",
}
DOES = {
    Ability.COMPLETE: "Questions and assessments",
    Ability.TRANSCRIBE: "Hearing",
    Ability.SPEAK: "Speaking",
    Ability.EMBED: "Comparing texts",
}
WAITS = "While none of them answers, an answer waits, not scored."
NOT_AGAIN = "Nobody: what was understood in the interview stays."
LOCKED = "Nobody: your key cannot be read. Answers wait for some hours; enter it again by then."
BROWSER = "The candidate’s own browser, where it can."


@dataclass(frozen=True, slots=True)
class Helper:
    name: str
    model: str
    is_own: bool
    # Its provider does not accept the company's key now.
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done, whom we ask in which order, and what happens when there is none of them."""

    name: str
    helpers: tuple[Helper, ...]
    otherwise: str = ""


def duties_of(configuration: Configuration, refused: Collection[str] = ()) -> list[Duty]:
    def helpers(ability: Ability, grade: Grade = Grade.QUICK, by: Configuration = configuration) -> tuple[Helper, ...]:
        accounts = [by.accounts[name] for name in by.chains[ability]]
        return tuple(
            Helper(
                NAMES[account.name],
                "" if account.name == BUILTIN else account.model_for(ability, grade),
                account.is_own,
                is_refused=account.is_own and account.name in refused,
            )
            for account in accounts
        )

    hearing, speaking, judging = helpers(Ability.TRANSCRIBE), helpers(Ability.SPEAK), helpers(Ability.COMPLETE, Grade.CAREFUL)
    afterwards = configuration.listening_again
    again = helpers(Ability.TRANSCRIBE, by=afterwards) if afterwards else ()
    # Where there is a provider, its outage never turns into a score of the rules.
    assessing = tuple(helper for helper in judging if helper.name != NAMES[BUILTIN])
    by_rules = not configuration.has_provider(Ability.COMPLETE)
    return [
        Duty("Questions", helpers(Ability.COMPLETE)),
        Duty("Assessments", judging if by_rules else assessing, "" if by_rules else WAITS if assessing else LOCKED),
        Duty(DOES[Ability.TRANSCRIBE], hearing, "" if hearing else LOCKED if Ability.TRANSCRIBE in configuration.locked else BROWSER),
        # Where nobody hears in the first place, it would only confuse.
        *([Duty("Hearing once more, afterwards", again, "" if again else NOT_AGAIN)] if hearing or again else []),
        Duty(DOES[Ability.SPEAK], speaking, "" if speaking else BROWSER),
        Duty(DOES[Ability.EMBED], helpers(Ability.EMBED)),
    ]


def has_provider(configuration: Configuration) -> bool:
    return any(configuration.has_provider(ability) for ability in Ability)
