"""The company's candidates, for choosing one."""

from resumes.models import Candidate
from resumes.queries.candidates import Wanted, candidates

FEW = 8


def candidates_called(search: str) -> list[Candidate]:
    return list(candidates(Wanted(search=search, order="name"))[:FEW])
