"""Dependency trees as plain records."""

from extract.syntax.tree import Token, Tree, head_of


def tree() -> Tree:
    """ "Russia opposes it. It fell." """
    words = [
        ("Russia", "NNP", "nsubj", 1),
        ("opposes", "VBZ", "ROOT", 1),
        ("it", "PRP", "dobj", 1),
        (".", ".", "punct", 1),
        ("It", "PRP", "nsubj", 5),
        ("fell", "VBD", "ROOT", 5),
        (".", ".", "punct", 5),
    ]
    tokens, start = [], 0
    for i, (text, tag, dep, _) in enumerate(words):
        space = i + 1 < len(words) and words[i + 1][0] != "."
        tokens.append(Token(i, start, text, tag, dep, space))
        start += len(text) + space
    return Tree(tokens, [head for *_, head in words], [0, 4])


def test_heads_children_and_sentences() -> None:
    parse = tree()
    assert [t.text for t in parse[1].children] == ["Russia", "it", "."]
    assert parse[0].head is parse[1]
    assert [s.root.text for s in parse.sentences] == ["opposes", "fell"]
    assert parse[5].sentence is parse.sentences[1]
    assert [t.i for t in parse[5].subtree()] == [4, 5, 6]
    assert (parse.sentences[1].start, parse.sentences[1].end) == (19, 27)


def test_tokens_of_a_stretch() -> None:
    parse = tree()
    assert [t.text for t in parse.between(0, 6)] == ["Russia"]
    assert [t.text for t in parse.between(3, 9)] == ["Russia", "opposes"]
    assert parse.between(6, 7) == []
    assert parse.between(100, 200) == []


def test_head_of_a_stretch() -> None:
    parse = tree()
    assert head_of(parse.between(0, 17)) is parse[1]
    assert head_of(parse.between(0, 6)) is parse[0]
