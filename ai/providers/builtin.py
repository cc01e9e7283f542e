"""The provider that needs no key and no network: the tasks' own fallbacks, and vectors made of words.

It has no speech; the browser's own stands in for that.
"""

from collections.abc import AsyncGenerator, Sequence

from ai import lexical
from ai.call import Call
from ai.errors import NotOffered
from ai.protocols import Ask, Grade
from ai.results import BUILTIN, Ability, Completion, Embeddings, Made, Usage

RULES = "rules"


class Builtin:
    name = BUILTIN

    def model_for(self, ability: Ability, grade: Grade) -> str:
        return lexical.NAME if ability is Ability.EMBED else RULES

    async def complete(self, ask: Ask, call: Call) -> Completion:
        if ask.fallback is None:
            raise NotOffered(self.name)
        return Completion(ask.fallback(), Made(self.name, RULES, Usage()))

    async def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        whole = await self.complete(ask, call)
        yield whole.text
        yield whole.made

    async def embed(self, texts: Sequence[str], call: Call) -> Embeddings:
        return Embeddings(tuple(lexical.embed(text) for text in texts), Made(self.name, lexical.NAME, Usage()))
