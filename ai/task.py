"""A task is data: what goes in, which prompt words it, what must come out, and what stands in when no model can be had."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ai.errors import WrongConfiguration
from ai.prompt import Prompt, Rendered, read_prompt, render
from ai.protocols import Ask, Grade
from ai.schema import names_in, strict_schema

I = TypeVar("I")  # noqa: E741
O = TypeVar("O", bound=BaseModel | str)  # noqa: E741

# Every task there is, by name, for the tests that must hold for each.
TASKS: dict[str, "Task[Any, Any]"] = {}
FENCE = "```"


class Unfit(ValueError):
    """An output that does not fit. Where, in names of our own schema: they may stand in a log, what is wrong there may not."""

    def __init__(self, what: str, places: Sequence[str]) -> None:
        super().__init__(what)
        self.places = tuple(dict.fromkeys(places))


@dataclass(frozen=True)
class Task(Generic[I, O]):
    name: str
    prompt_file: Path
    inputs: type[I]
    # str: the answer is plain text, and may be streamed.
    output: type[O]
    max_tokens: int = 1000
    grade: Grade = Grade.QUICK
    # What to do without a model, in plain Python.
    fallback: Callable[[I], O] | None = None
    # Whether the fallback may also stand in for a real provider that failed. A question may; a score may not.
    may_stand_in: bool = True
    # What an output that fits lacks all the same, in words for the model; empty: nothing. It is asked for once, and stands without.
    lacks: Callable[[I, O], str] | None = None
    prompt: Prompt = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "prompt", read_prompt(self.prompt_file, self.inputs))
        if issubclass(self.output, BaseModel):
            # A schema that no provider takes stops the start, and not a candidate.
            strict_schema(self.output)
        if TASKS.setdefault(self.name, self) is not self:
            raise WrongConfiguration(f"There are two tasks named {self.name}.")

    def rendered(self, inputs: I) -> Rendered:
        return render(self.prompt, inputs)

    def ask(self, inputs: I, *, has_provider: bool) -> Ask:
        rendered = self.rendered(inputs)
        return Ask(
            instructions=rendered.instructions,
            messages=(("user", rendered.data),),
            grade=self.grade,
            max_tokens=self.max_tokens,
            name=self.name,
            schema=strict_schema(self.output) if issubclass(self.output, BaseModel) else None,
            fallback=self._fallback(inputs) if self.may_stand_in or not has_provider else None,
        )

    def graded(self, grade: Grade) -> "Task[I, O]":
        """The same task, for a model of another grade. A copy: it is not among TASKS."""
        other = copy(self)
        object.__setattr__(other, "grade", grade)
        return other

    def read(self, text: str) -> O:
        """Return what a model wrote as the task's output, or raise ValueError with what is wrong, in words for the model."""
        if not issubclass(self.output, BaseModel):
            if not text.strip():
                raise ValueError("The answer was empty.")
            return text.strip()  # type: ignore[return-value]
        if "\\u0000" in text:
            # No database keeps it.
            raise ValueError("The answer holds a NUL character.")
        try:
            return self.output.model_validate_json(_unfenced(text))
        except ValidationError as error:
            faults = [f"{_place(fault['loc'], names_in(strict_schema(self.output)))}: {fault['msg']}" for fault in error.errors()]
            raise Unfit("\n".join(faults[:10]), places=[fault.partition(":")[0] for fault in faults[:10]]) from None

    def _fallback(self, inputs: I) -> Callable[[], str] | None:
        if self.fallback is None:
            return None
        work = self.fallback

        def written() -> str:
            output = work(inputs)
            return output if isinstance(output, str) else output.model_dump_json()

        return written


def _place(steps: tuple[int | str, ...], names: set[str]) -> str:
    """Name what is ours. A key that the model made up may be a candidate's words, and these go into data blocks only."""
    return ".".join(str(step) if isinstance(step, int) or step in names else "…" for step in steps) or "the answer"


def _unfenced(text: str) -> str:
    # No pattern: one that looks for blanks on both sides takes the cube of their number in steps.
    bare = text.strip()
    if len(bare) < 2 * len(FENCE) or not (bare.startswith(FENCE) and bare.endswith(FENCE)):
        return text
    return bare.removeprefix(FENCE).removesuffix(FENCE).removeprefix("json")
