"""The vocabulary: byte-fallback BPE from SentencePiece, digits split, with pieces for ' 0' to ' 9' added; and a tokenizer that does what llama.cpp does."""
import json
import sys

MARKERS = ["<|system|>", "<|user|>", "<|assistant|>"]
SPECIAL = {"<unk>": 0, "<s>": 1, "</s>": 2, "<|system|>": 259, "<|user|>": 260, "<|assistant|>": 261}
SPACE = "\u2581"


class Tokenizer:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            raw = json.load(f)
        self.pieces = raw["pieces"]          # [text, score, type]
        self.ids = {p[0]: i for i, p in enumerate(self.pieces) if p[2] == 1}
        self.scores = [p[1] for p in self.pieces]
        self.cache = {}

    def __len__(self):
        return len(self.pieces)

    def encode(self, text, special=False):
        out, at = [], 0
        if special:
            while True:
                hits = [(text.find(m, at), m) for m in SPECIAL if text.find(m, at) >= 0 and m not in ("<unk>", "<s>")]
                if not hits:
                    break
                i, m = min(hits)
                out += self.plain(text[at:i])
                out.append(SPECIAL[m])
                at = i + len(m)
        return out + self.plain(text[at:])

    def plain(self, text):
        out = []
        if not text:
            return out
        text = text.replace(" ", SPACE)
        start = 0
        for i in range(1, len(text) + 1):      # no piece crosses a space, and none a line end
            if i == len(text) or text[i] == SPACE or text[i] == "\n" or text[i - 1] == "\n":
                w = text[start:i]
                ids = self.cache.get(w)
                if ids is None:
                    ids = self.word(w)
                    if len(self.cache) < 300000:
                        self.cache[w] = ids
                out += ids
                start = i
        return out

    def word(self, w):
        syms = list(w)
        while len(syms) > 1:
            best, at = None, -1
            for i in range(len(syms) - 1):
                k = self.ids.get(syms[i] + syms[i + 1])
                if k is not None and (best is None or self.scores[k] > best):
                    best, at = self.scores[k], i
            if at < 0:
                break
            syms[at:at + 2] = [syms[at] + syms[at + 1]]
        out = []
        for s in syms:
            k = self.ids.get(s)
            if k is not None:
                out.append(k)
            else:
                out += [3 + b for b in s.encode("utf-8")]
        return out

    def decode(self, ids):
        raw = b""
        for i in ids:
            p, _, t = self.pieces[i]
            raw += bytes([i - 3]) if t == 6 else b"" if t != 1 else p.replace(SPACE, " ").encode()
        return raw.decode("utf-8", "replace")


def build(size, out):
    import os
    import tempfile

    import sentencepiece as spm

    from corpus import lines
    with tempfile.TemporaryDirectory() as folder:
        corpus, model = os.path.join(folder, "corpus.txt"), os.path.join(folder, "pieces")
        with open(corpus, "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in lines())
        spm.SentencePieceTrainer.train(input=corpus, model_prefix=model, model_type="bpe", vocab_size=size, character_coverage=1.0, byte_fallback=True, split_digits=True,
                                       normalization_rule_name="identity", remove_extra_whitespaces=False, add_dummy_prefix=False, num_threads=1, max_sentence_length=8000,
                                       shuffle_input_sentence=False, minloglevel=2)
        sp = spm.SentencePieceProcessor(model_file=model + ".model")
    pieces = [["<unk>", 0.0, 2], ["<s>", 0.0, 3], ["</s>", 0.0, 3]] + [["<0x%02X>" % b, 0.0, 6] for b in range(256)] + [[m, 0.0, 3] for m in MARKERS]
    pieces += [[SPACE + str(d), 0.0, 1] for d in range(10)]
    seen = {p[0] for p in pieces}
    n = 0
    for i in range(sp.get_piece_size()):
        p = sp.id_to_piece(i)
        if sp.is_byte(i) or sp.is_control(i) or sp.is_unknown(i) or p in seen:
            continue
        n += 1
        pieces.append([p, -float(n), 1])
    while len(pieces) % 32:
        pieces.append(["<|unused%d|>" % len(pieces), 0.0, 5])
    with open(out, "w", encoding="utf-8") as f:
        json.dump({"pieces": pieces}, f, ensure_ascii=False)
    print(len(pieces))


if __name__ == "__main__":
    build(int(sys.argv[1]), sys.argv[2])
