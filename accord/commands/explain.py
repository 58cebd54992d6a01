"""``accord explain``: what a sentence is read as, and why."""

import sys
from typing import Annotated

import typer

from accord.faults import CallError
from accord.options import KnowledgeOption, ModelOption, RulesOption
from accord.settings import KNOWLEDGE, MODEL, RULES

MAX_CHARACTERS = 10_000
"""Longest text that is explained."""


def explain(
    sentence: Annotated[str, typer.Argument(help="An English sentence, or a few.")],
    model: ModelOption = MODEL.default,
    knowledge: KnowledgeOption = KNOWLEDGE.default,
    rules: RulesOption = RULES.default,
) -> None:
    """Show what a sentence is read as: its mentions, its claims, and the rule behind each."""
    if not sentence.strip():
        raise CallError("there is nothing to explain; give a sentence in quotation marks")
    if len(sentence) > MAX_CHARACTERS:
        raise CallError(
            f"the text is longer than {MAX_CHARACTERS:,} characters; give a sentence or a few"
        )
    from accord.explanation import explain as explanation
    from accord.extraction import lexicon_with
    from extract.pipeline import Extractor
    from extract.syntax.parsing import find_model
    from ontology.knowledge import load_knowledge

    lexicon = lexicon_with(rules)
    extractor = Extractor(load_knowledge(knowledge), find_model(model), lexicon)
    sys.stdout.write(explanation(sentence, extractor, lexicon))
