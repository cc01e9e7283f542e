"""Which competencies a job is about, and how much each weighs. Pure, and by rules.

A description asks for a competency by its words, or by a sentence that lies near to it in meaning; who compares meanings hands
the votes in. Where a job lies in the field of a bank, most competencies are that bank's: its questions are written for them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interviews.plans.catalogue import IN_EVERY_ANSWER, Field, Known, catalogue, domains, judged_like
from interviews.plans.edits import even_out
from interviews.plans.reading import Sentence, has_word

# Two questions each of about four minutes: what fits beside the other phases into 45.
MOST = 4
OF_FIELD = 3
FIELDS_AT_ONCE = 2
# The bank whose questions suit any job.
FOR_ANYBODY = "behavioural"
IN_TITLE, IN_DESCRIPTION, ENOUGH_FOR_FIELD = 3, 1, 3
EVERY_ANSWER_WEIGHT, LEAST_WEIGHT, STEP = 10, 15, 5
# What a word says beside a sentence that lies near: the votes for that are below one.
WORD = 1.4
# Beside its own field's, what is asked of anybody says less about a job.
GENERAL = 0.8
LEADS = ("lead", "head of", "manager", "supervisor", "foreman", "coordinator of", "director", "leiter", "leitung", "meister", "teamlead")
# Titles with the word that lead nobody.
LEADS_NOBODY = ("account manager", "product manager", "office manager", "case manager", "success manager", "project manager", "key account")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A competency that may come into the plan."""

    key: str
    field: Field
    name: str
    about: str
    anchors: tuple[str, ...]
    words: tuple[str, ...]
    asks: tuple[str, ...]
    # Where its questions are: a bank's slug and the competency's name there.
    places: tuple[tuple[str, str], ...] = ()
    # Of the bank of the job's own field.
    is_of_field: bool = False

    @property
    def is_for_anybody(self) -> bool:
        return any(slug == FOR_ANYBODY for slug, _ in self.places)

    @property
    def meaning(self) -> str:
        return " ".join((self.name, self.about, *self.asks))


@dataclass(frozen=True, slots=True)
class Chosen:
    candidate: Candidate
    weight: int
    # The description's sentences that ask for it, the plainest first.
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    title: str
    language: str
    sentences: tuple[Sentence, ...] = ()
    leads: bool = False


@dataclass(slots=True)
class _Score:
    candidate: Candidate
    points: float = 0.0
    because: dict[str, float] = field(default_factory=dict)


# For each sentence, how near it lies to which candidate's key: its nearest few.
Votes = Mapping[str, Mapping[str, float]]


def leads_others(title: str, seniority: str) -> bool:
    lower = title.lower()
    if seniority == "lead":
        return True
    return any(word in lower for word in LEADS) and not any(word in lower for word in LEADS_NOBODY)


def fields_of(title: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The banks, by their slugs, in whose field the job lies: by its title or, where that says little, by its description."""
    text = "\n".join(sentence.text for sentence in sentences)
    scores = {
        domain.slug: (IN_TITLE * len(has_word(title, domain.titles)), IN_DESCRIPTION * len(has_word(text, domain.words)))
        for domain in domains()
    }
    named = {slug: sum(score) for slug, score in scores.items() if score[0]}
    if named:
        return tuple(sorted(named, key=lambda slug: -named[slug]))[:FIELDS_AT_ONCE]
    described = {slug: score[1] for slug, score in scores.items() if score[1] >= ENOUGH_FOR_FIELD}
    return tuple(sorted(described, key=lambda slug: -described[slug]))[:1]


def candidates(job: Job, fields: Collection[str], banks: Mapping[str, Mapping[str, str]]) -> tuple[Candidate, ...]:
    """`banks`: those of the library in the job's language by their slugs, each competency with the sentence about it."""
    known = catalogue(job.language)
    general = [_of_known(each) for each in known if each.field in (Field.GENERAL, Field.LEADING)]
    of_field = [
        _of_bank(slug, name, about, like)
        for slug in fields
        for name, about in banks.get(slug, {}).items()
        if (like := judged_like(slug, name, job.language))
    ]
    if not of_field:
        # Nobody has written that bank in this language: what its questions are judged by is there all the same.
        of_field = [replace(_of_known(each), is_of_field=True) for each in known if any(slug in each.banks for slug in fields)]
    if of_field:
        # What is special to the work its own bank asks; beside that there is what is asked of anybody.
        general = [each for each in general if each.field is Field.LEADING or each.is_for_anybody]
    judged = {each.key for each in of_field}
    return (*of_field, *(each for each in general if each.key not in judged))


def choose(job: Job, offered: Sequence[Candidate], votes: Votes) -> tuple[Chosen, ...]:
    scores = [_score(job, candidate, votes) for candidate in offered if candidate.key != IN_EVERY_ANSWER]
    scores.sort(key=lambda score: -score.points)
    scores = _unlike(scores)
    of_field = [score for score in scores if score.candidate.is_of_field]
    general = [score for score in scores if not score.candidate.is_of_field]
    if of_field:
        for score in general:
            score.points *= GENERAL
    if not job.leads:
        general = [score for score in general if score.candidate.field is not Field.LEADING]
    picked = of_field[: OF_FIELD - 1 if job.leads else OF_FIELD]
    if job.leads:
        leading = [score for score in general if score.candidate.field is Field.LEADING]
        day_to_day = [score for score in leading if score.candidate.key == "leading"]
        picked += day_to_day or leading[:1]
    rest = sorted((score for score in (*of_field, *general) if score not in picked), key=lambda score: -score.points)
    picked += rest[: MOST - len(picked)]
    picked.sort(key=lambda score: -score.points)
    weights = _weights([score.points for score in picked])
    because = _each_its_own(picked)
    chosen = [Chosen(*each) for each in zip((score.candidate for score in picked), weights, because, strict=True)]
    clearly = next((each for each in catalogue(job.language) if each.key == IN_EVERY_ANSWER), None)
    return (*chosen, Chosen(_of_known(clearly), EVERY_ANSWER_WEIGHT)) if clearly else tuple(chosen)


def _unlike(scores: Sequence[_Score]) -> list[_Score]:
    """Of several that are judged by the same anchors the first: two scores for one behaviour would count it twice."""
    first: dict[tuple[str, ...], _Score] = {}
    for score in scores:
        first.setdefault(score.candidate.anchors, score)
    return list(first.values())


def _score(job: Job, candidate: Candidate, votes: Votes) -> _Score:
    score = _Score(candidate, 2.0 * bool(has_word(job.title, candidate.words)))
    if job.leads and candidate.key == "leading":
        score.points += 2.0
    for sentence in job.sentences:
        found = len(has_word(sentence.text, candidate.words))
        # A second word in a sentence says little more than the first.
        said = (WORD if found else 0.0) + 0.25 * max(0, found - 1)
        said += votes.get(sentence.text, {}).get(candidate.key, 0.0)
        if said:
            score.because[sentence.text] = said * sentence.weight
    # The tenth sentence for the same adds less than the first.
    strongest = sorted(score.because.values(), reverse=True)
    score.points += sum(said / (1 + 0.35 * place) for place, said in enumerate(strongest))
    return score


def _each_its_own(picked: Sequence[_Score]) -> list[tuple[str, ...]]:
    """The sentences for each, the plainest first; one that stands for another already comes later."""
    named: set[str] = set()
    found = []
    for score in picked:
        sentences = sorted(score.because, key=lambda text, score=score: (text in named, -score.because[text]))  # type: ignore[misc]
        named.update(sentences[:1])
        found.append(tuple(sentences))
    return found


def _weights(points: Sequence[float]) -> list[int]:
    """In steps of five, none too light to matter; what is left is for what is judged in every answer."""
    if not points:
        return []
    spare = 100 - EVERY_ANSWER_WEIGHT - LEAST_WEIGHT * len(points)
    shares = even_out([round(100 * point) for point in points])
    weights = [LEAST_WEIGHT + spare * share // 100 // STEP * STEP for share in shares]
    for at in range((100 - EVERY_ANSWER_WEIGHT - sum(weights)) // STEP):
        weights[at % len(weights)] += STEP
    return weights


def _of_known(known: Known) -> Candidate:
    places = tuple((slug, name) for slug, names in known.banks.items() for name in names)
    return Candidate(known.key, known.field, known.name, known.about, known.anchors, known.words, known.asks, places)


def _of_bank(slug: str, name: str, about: str, like: Known) -> Candidate:
    """Under the bank's own name, judged by the anchors of its kind."""
    key = f"{slug}-{like.key}-{name}".lower().replace(" ", "-")
    return Candidate(key, like.field, name, about, like.anchors, (name.lower(), *like.words), like.asks, ((slug, name),), is_of_field=True)
