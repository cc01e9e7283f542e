"""Sample answers given to a real model as answers of candidates are: the same task, and the same check of its quotes."""

from collections.abc import Mapping
from functools import cache

from ai.configuration import Configuration, all_names, configuration_from
from ai.errors import AIError
from ai.gateway import Gateway
from ai.ledger import NoLedger
from ai.results import BUILTIN, Ability
from ai.waiting import wait
from bench.samples import NO_ANSWER, NO_MODEL, Asked, Given, Judge, Pairs, Sample, inputs_of, shares
from reports.assessing.checking import checked
from reports.assessing.material import Material
from reports.masking import Names, mask
from reports.prompts import ASSESS_ANSWER


def judged_by_a_model(values: Mapping[str, str]) -> tuple[dict[str, Pairs], str]:
    """What came of each set of pairs, and by whom or why not. `values`: what the caller's environment sets up."""
    models = configuration_from({name: values[name] for name in all_names() if name in values})
    if models.chains[Ability.COMPLETE] == (BUILTIN,):
        return {}, NO_MODEL
    made: set[str] = set()
    try:
        found = shares(judge_by(models, made))
    except AIError as error:
        return {}, f"{NO_ANSWER} {type(error).__name__}."
    return found, f"By {' and '.join(sorted(made))}."


def judge_by(models: Configuration, made: set[str]) -> Judge:
    """One reading of each sample, however often it is asked for. `made`: takes the names of the models that answered."""
    gateway = Gateway(models, NoLedger())

    @cache
    def judge(asked: Asked, sample: Sample) -> Given:
        material = Material(inputs_of(asked, sample), mask(sample.text, Names()), sample.text, says_nothing=False)
        answer = wait(gateway.run(ASSESS_ANSWER, material.inputs))
        made.add(f"{answer.made.provider}, {answer.made.model}")
        [found] = checked(answer.output, material)
        return found.level

    return judge
