"""Text for the vocabulary: questions, fact lines and answers from the generator, and the words of the lexicon."""
from make import Examples
from sheet import PREFIX, lexicon

CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:?!'\"()-+/%°|#@&*=_µ³²äöüÄÖÜßéèàçñåøæ‹›€$£[]{}~^`\\"


def lines(n=14000, seed=7):
    ex = Examples(seed)
    for _ in range(n):
        sheet = ex.example(ex.r.randint(1, 8))["sheet"]
        rows = sheet.volatile.replace("</s><|assistant|>", "").split("\n")
        yield " " + rows[0]
        yield " " + rows[-1]
        for row in rows[1:-1]:
            if not row.startswith("NONE") or ex.r.random() < 0.2:
                yield row
        yield sheet.alternatives[0]
    for word in sorted(lexicon().known):
        yield from [" " + word] * 12
    yield from [PREFIX.replace("<|system|>", "").replace("</s><|user|>", "")] * 200
    for c in CHARACTERS:
        yield from [c + " " + c] * 3
