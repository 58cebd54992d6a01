"""Applying a curation: what a person added, confirmed, amended or rejected in one text.

Corrections come first, each on the evidence that rules found; then the added claims join. Evidence
that a person stands behind has the curated entry as its rule, so a second application changes
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.claims import (
    Claim,
    Evidence,
    Extraction,
    LocalEntity,
    Span,
    merge_claims,
    named_keys,
)
from extract.curation.edits import RoleValue, claim_of, redirect, roles_of
from extract.curation.entries import REFERENCE, Curation, Entry, is_curated
from extract.curation.quotes import Quotable
from extract.documents import Document
from ontology.yaml_source import SourceError


def apply_curation(
    extraction: Extraction, document: Document, curation: Curation
) -> tuple[Extraction, list[str]]:
    """The extraction with the claims that a person added, and corrected as that person said.

    A claim that a person added and the rules found too is one claim; where both rest on the same
    words, the person's evidence replaces the rules'. What refers to an amended claim then refers to
    it as amended. A reference to a rejected claim is left out, and a claim that cannot be without
    it goes too. Sentences that a quote runs across were one, and become one.

    Args:
        extraction: what the rules found in the document, or an earlier result of this function.
        document: the document whose text the curation's quotes were looked up in.
        curation: the person's decisions.

    Returns:
        The curated extraction, and a sentence for each correction that meets no claim any more.

    Raises:
        SourceError: a quote reaches into the document's boilerplate, or a cue or content does not
            stand in the sentence of its quote.
    """
    return _Application(extraction, document, curation).result()


class _Application:
    """One curation on its way into one extraction."""

    def __init__(self, extraction: Extraction, document: Document, curation: Curation) -> None:
        self._extraction = extraction
        self._document = document
        self._curation = curation
        self._refuse_boilerplate()
        self._sentences = _joined(
            extraction.sentences or document.paragraphs,
            [entry.span for entry in (*curation.additions, *curation.corrections)],
        )
        self._keys: dict[str, str] = {}
        for entry in curation.additions:
            self._keys[entry.id] = self._claim(entry, ()).key
        self._added = merge_claims(
            [self._claim(entry, (self._new_evidence(entry),)) for entry in curation.additions]
        )

    def result(self) -> tuple[Extraction, list[str]]:
        """The curated extraction, and the warnings."""
        claims: Sequence[Claim] = [
            replace(claim, evidence=tuple(map(self._in_joined_sentence, claim.evidence)))
            for claim in self._extraction.claims
        ]
        warnings: list[str] = []
        for entry in self._curation.corrections:
            claims, met = self._corrected(claims, entry)
            if not met:
                warnings.append(
                    f"{self._curation.file}:{entry.line}: {entry.id} meets nothing to"
                    f" {entry.action}: no {entry.kind} of that description rests on"
                    f" “{self._text(entry.span)}” any more; change the entry or take it out"
                )
        merged = merge_claims([*self._without_replaced(claims), *self._added])
        if self._curation.complete:
            merged = _vouched_for(merged)
        curated = replace(
            self._extraction,
            sentences=self._sentences,
            entities=self._entities(merged),
            claims=tuple(merged),
        )
        return curated, warnings

    def _refuse_boilerplate(self) -> None:
        for entry in (*self._curation.additions, *self._curation.corrections):
            if any(entry.span.overlaps(span) for span in self._document.boilerplate):
                raise self._error(
                    entry,
                    f"the quote “{self._text(entry.span)}” reaches into boilerplate (cookie"
                    " notices, menus), which is no part of the text; quote the text itself",
                )

    def _claim(self, entry: Entry, evidence: Sequence[Evidence]) -> Claim:
        roles = self._resolved(entry, entry.roles)
        return claim_of(entry.kind, roles, self._document.name, evidence)

    def _resolved(self, entry: Entry, roles: Mapping[str, RoleValue]) -> dict[str, RoleValue]:
        """The roles with the keys of claims for ``claim:ID``, and content as the text words it."""

        def resolve(key: str) -> str:
            return self._keys[key.removeprefix(REFERENCE)] if key.startswith(REFERENCE) else key

        resolved: dict[str, RoleValue] = {
            name: resolve(value)
            if isinstance(value, str)
            else value and tuple(resolve(key) for key in value)
            for name, value in roles.items()
        }
        if isinstance(content := resolved.get("content"), str):
            (span,) = self._spans(entry, "content", [content], self._sentence(entry.span))
            resolved["content"] = self._text(span)
        return resolved

    def _new_evidence(self, entry: Entry) -> Evidence:
        return self._stated(entry, Evidence(entry.span, self._sentence(entry.span), entry.rule))

    def _stated(self, entry: Entry, evidence: Evidence) -> Evidence:
        """The evidence with what the entry says of it."""
        stated = entry.evidence
        evidence = replace(evidence, rule=entry.rule)
        if stated.factuality is not None:
            evidence = replace(evidence, factuality=stated.factuality, condition=None)
        if stated.attributed_to is not None:
            evidence = replace(evidence, attributed_to=stated.attributed_to)
        if stated.cues is not None:
            spans = sorted(self._spans(entry, "cue", stated.cues, evidence.sentence))
            evidence = replace(evidence, cues=tuple(self._text(span) for span in spans))
        if stated.condition is not None:
            evidence = replace(evidence, condition=self._keys[stated.condition])
        return evidence

    def _sentence(self, span: Span) -> Span:
        """The sentence around a span; the span itself where there is none."""
        return next((unit for unit in self._sentences if unit.contains(span)), span)

    def _in_joined_sentence(self, evidence: Evidence) -> Evidence:
        return replace(evidence, sentence=self._sentence(evidence.sentence))

    def _spans(
        self, entry: Entry, what: str, phrases: Iterable[str], sentence: Span
    ) -> Iterator[Span]:
        """Where each of an entry's phrases stands first in a sentence."""
        quotable = Quotable(self._text(sentence))
        for phrase in phrases:
            found = quotable.find(phrase)
            if not found:
                raise self._error(
                    entry,
                    f"the {what} “{phrase}” does not stand in the sentence of the quote"
                    f" “{self._text(entry.span)}”; copy it from there",
                )
            yield Span(sentence.start + found[0].start, sentence.start + found[0].end)

    def _corrected(self, claims: Sequence[Claim], entry: Entry) -> tuple[list[Claim], bool]:
        """The claims after one correction, and whether there was anything to correct."""
        met = False
        result: list[Claim] = []
        successors: dict[str, str | None] = {}
        for claim in claims:
            meant = self._meant(claim, entry)
            met = met or bool(meant) or any(e.rule == entry.rule for e in claim.evidence)
            if not meant:
                result.append(claim)
                continue
            others = tuple(e for e in claim.evidence if e not in meant)
            corrected = self._correction(claim, entry, meant)
            result.extend(corrected)
            if others:
                result.append(replace(claim, evidence=others))
            else:
                successors[claim.key] = corrected[0].key if corrected else None
        standing = {claim.key for claim in (*result, *self._added)}
        gone = {key: new for key, new in successors.items() if key not in standing}
        return merge_claims(redirect(result, gone, self._document.name)), met

    def _meant(self, claim: Claim, entry: Entry) -> list[Evidence]:
        """The evidence of the rules that a correction is about."""
        if claim.kind != entry.kind:
            return []
        roles = roles_of(claim)
        for name, wanted in self._resolved(entry, entry.roles).items():
            has = roles[name]
            if isinstance(wanted, tuple):
                if not set(wanted) <= set(has or ()):
                    return []
            elif has != wanted:
                return []
        return [e for e in claim.evidence if not is_curated(e.rule) and e.span.overlaps(entry.span)]

    def _correction(self, claim: Claim, entry: Entry, meant: Iterable[Evidence]) -> list[Claim]:
        """What stands for this evidence of a claim after a correction: one claim, or none."""
        if entry.action == "reject":
            return []
        roles = roles_of(claim) | self._resolved(entry, entry.changes)
        evidence = [self._stated(entry, e) for e in meant]
        return [claim_of(claim.kind, roles, self._document.name, evidence)]

    def _without_replaced(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims without evidence of rules where an added claim rests on the same words."""
        spans = {claim.key: [e.span for e in claim.evidence] for claim in self._added}
        return [
            replace(
                claim,
                evidence=tuple(
                    e
                    for e in claim.evidence
                    if is_curated(e.rule) or not any(map(e.span.overlaps, spans.get(claim.key, ())))
                ),
            )
            for claim in claims
        ]

    def _entities(self, claims: Iterable[Claim]) -> dict[str, LocalEntity]:
        """The text's entities, without those that only claims now gone had spoken of."""
        before = {key for claim in self._extraction.claims for key in named_keys(claim)}
        after = {key for claim in claims for key in named_keys(claim)}
        mentioned = {mention.entity for mention in self._extraction.mentions}
        entities = {
            key: entity
            for key, entity in self._extraction.entities.items()
            if key in after or key in mentioned or key not in before
        }
        return entities | {entity.key: entity for entity in self._curation.entities}

    def _text(self, span: Span) -> str:
        return self._document.text[span.start : span.end]

    def _error(self, entry: Entry, message: str) -> SourceError:
        return SourceError(self._curation.file, entry.line, f"{entry.id}: {message}")


def _joined(sentences: Sequence[Span], quotes: Iterable[Span]) -> tuple[Span, ...]:
    """The sentences, those that a quote runs across as one: a person does not quote across two."""
    joined = list(sentences)
    for quote in quotes:
        touched = [sentence for sentence in joined if sentence.overlaps(quote)]
        if len(touched) > 1:
            index = joined.index(touched[0])
            joined[index : index + len(touched)] = [Span(touched[0].start, touched[-1].end)]
    return tuple(joined)


def _vouched_for(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a person stands behind, and those that these refer to."""
    by_key = {claim.key: claim for claim in claims}
    kept: set[str] = set()
    waiting = [claim.key for claim in claims if any(is_curated(e.rule) for e in claim.evidence)]
    while waiting:
        key = waiting.pop()
        if key in by_key and key not in kept:
            kept.add(key)
            waiting.extend(named_keys(by_key[key]))
    return [claim for claim in claims if claim.key in kept]
