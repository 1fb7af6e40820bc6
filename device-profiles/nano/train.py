"""Trains the model on the choices that decoding meets: at every choice point, cross entropy over the allowed tokens only.

usage: train.py DIR [--seconds N]      resumes from DIR/last.pt when it is there; begins with the golden vectors, and
ends there if these sheets are not the runtime's
"""
import argparse
import json
import math
import os
import random
import signal
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import golden
from make import Examples
from sheet import PREFIX
from tok import Tokenizer

EOS = 2


class Trie:
    """The answers a sheet supports, as token paths; the same as the engine's."""

    def __init__(self, sheet, tok):
        self.paths = [tok.plain(a) for a in sheet.alternatives]
        self.texts = sheet.alternatives
        self.alone = len(self.paths) - 1      # "unsure" is joined with nothing
        self.sep = tok.plain(";")
        self.max_parts = sheet.max_parts

    def root(self, used=()):
        return [(i, 0) for i in range(len(self.paths) - (1 if used else 0)) if i not in used]

    def options(self, live, used):
        """token -> the alternatives still alive after it."""
        out = {}
        for i, k in live:
            p = self.paths[i]
            if k < len(p):
                out.setdefault(p[k], []).append((i, k + 1))
            else:
                out.setdefault(EOS, [])
                if i != self.alone and len(used) + 1 < self.max_parts and self.alone > len(used) + 1:
                    out.setdefault(self.sep[0], []).append((i, -1))
        return out


def targets(trie, answer):
    """The answer's tokens and, at each, what else was allowed."""
    tokens, allowed, used = [], [], []
    for n, text in enumerate(answer):
        index = trie.texts.index(text)
        path = trie.paths[index]
        live = trie.root(used)
        for t in path:
            o = trie.options(live, used)
            tokens.append(t)
            allowed.append(sorted(o))
            live = o[t]
        last = n == len(answer) - 1
        o = trie.options(live, used)
        t = EOS if last else trie.sep[0]
        tokens.append(t)
        allowed.append(sorted(o))
        used.append(index)
    return tokens, allowed


class Block(nn.Module):
    def __init__(self, d, heads, ff):
        super().__init__()
        self.h, self.hd = heads, d // heads
        self.attn_norm, self.ffn_norm = nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d))
        self.qkv = nn.Linear(d, 3 * d, bias=False)
        self.out = nn.Linear(d, d, bias=False)
        self.gate_up = nn.Linear(d, 2 * ff, bias=False)
        self.down = nn.Linear(ff, d, bias=False)

    def forward(self, x, cos, sin, mask, rows=None, cols=None):
        b, t, d = x.shape
        q, k, v = self.qkv(rms(x, self.attn_norm)).view(b, t, 3, self.h, self.hd).permute(2, 0, 3, 1, 4)
        q, k = rope(q, cos, sin) * (self.hd ** -0.5), rope(k, cos, sin)
        a = torch.softmax(torch.baddbmm(mask, q.reshape(b * self.h, t, self.hd), k.reshape(b * self.h, t, self.hd).transpose(1, 2)), -1)
        y = torch.bmm(a, v.reshape(b * self.h, t, self.hd)).view(b, self.h, t, self.hd).transpose(1, 2).reshape(b, t, d)
        if rows is not None:      # the last layer is needed where something is predicted, nowhere else
            x, y = x[rows, cols], y[rows, cols]
        x = x + self.out(y)
        g, u = self.gate_up(rms(x, self.ffn_norm)).chunk(2, -1)
        return x + self.down(F.silu(g) * u)


def rms(x, w):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * w


def rope(x, cos, sin):
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)


class Nano(nn.Module):
    def __init__(self, vocab, d, heads, layers, ff):
        super().__init__()
        self.cfg = dict(vocab=vocab, d=d, heads=heads, layers=layers, ff=ff)
        self.emb = nn.Embedding(vocab, d)
        self.blocks = nn.ModuleList([Block(d, heads, ff) for _ in range(layers)])
        self.norm = nn.Parameter(torch.ones(d))
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02 if p is self.emb.weight else d ** -0.5 * 0.7)
        nn.init.normal_(self.emb.weight, std=0.05)
        for b in self.blocks:
            for w in (b.out.weight, b.down.weight):
                w.data *= 1 / math.sqrt(2 * layers)
        freq = 10000.0 ** (-torch.arange(0, d // heads, 2).float() / (d // heads))
        ang = torch.arange(4096).float()[:, None] * freq[None]
        self.cos, self.sin = ang.cos(), ang.sin()

    def forward(self, ids, rows=None, cols=None):
        """Hidden states; of the rows and columns only, where given."""
        t = ids.shape[1]
        mask = torch.full((t, t), float("-inf")).triu(1)[None]
        x = self.emb(ids)
        for b in self.blocks[:-1]:
            x = b(x, self.cos[:t], self.sin[:t], mask)
        return rms(self.blocks[-1](x, self.cos[:t], self.sin[:t], mask, rows, cols), self.norm)


class Source:
    """Length-bucketed batches: 16 batches' worth are made, sorted by length, then dealt in random order."""

    def __init__(self, tok, seed, tokens):
        self.ex, self.tok, self.budget = Examples(seed), tok, tokens
        self.prefix = tok.encode(PREFIX, True)
        self.ready = []
        self.level = 1

    def encode(self, x):
        s = x["sheet"]
        prompt = self.prefix + self.tok.encode(s.volatile, True)
        answer, allowed = targets(Trie(s, self.tok), x["answer"])
        return prompt, answer, allowed, x["kind"]

    def size(self):
        """Mostly short sheets: lines that match come last, so that length is easily learnt from a few long ones."""
        r, x = self.ex.r, self.ex.r.random()
        if self.level <= 4:
            return r.randint(1, self.level)
        if x < 0.62:
            return r.randint(1, 3)
        return r.randint(4, self.level) if x < 0.97 else 24

    def batch(self):
        if not self.ready:
            xs = []
            while len(xs) < 640:
                x = self.ex.example(self.size())
                if len(x["sheet"].alternatives) > 1:      # where only "unsure" is left, there is nothing to decide
                    xs.append(self.encode(x))
            xs.sort(key=lambda x: len(x[0]) + len(x[1]))
            group = []
            for x in xs:
                if group and (len(group) + 1) * (len(x[0]) + len(x[1])) > self.budget:
                    self.ready.append(group)
                    group = []
                group.append(x)
            self.ready.append(group)
            self.ex.r.shuffle(self.ready)
        return self.ready.pop()


def loss_of(model, batch, aux):
    n = max(len(p) + len(a) for p, a, _, _ in batch)
    ids = torch.zeros(len(batch), n - 1, dtype=torch.long)
    rows, cols, want, allow, where = [], [], [], [], []
    for i, (p, a, al, _) in enumerate(batch):
        seq = p + a[:-1]
        ids[i, :len(seq)] = torch.tensor(seq)
        for k, t in enumerate(a):
            rows.append(i)
            cols.append(len(p) - 1 + k)
            want.append(t)
            allow.append(al[k])
    h = model(ids, torch.tensor(rows), torch.tensor(cols))
    logits = h @ model.emb.weight.t()
    want_t = torch.tensor(want)
    choice = [j for j, a in enumerate(allow) if len(a) > 1]
    width = max(len(allow[j]) for j in choice)
    idx = torch.zeros(len(choice), width, dtype=torch.long)
    pad = torch.zeros(len(choice), width, dtype=torch.bool)
    tgt = torch.zeros(len(choice), dtype=torch.long)
    for r, j in enumerate(choice):
        a = allow[j]
        idx[r, :len(a)] = torch.tensor(a)
        pad[r, len(a):] = True
        tgt[r] = a.index(want[j])
    part = logits[torch.tensor(choice)].gather(1, idx).masked_fill(pad, -1e9)
    masked = F.cross_entropy(part, tgt)
    full = F.cross_entropy(logits, want_t)
    right = part.argmax(1) == tgt
    ok = [True] * len(batch)
    for r, j in enumerate(choice):
        if not right[r]:
            ok[rows[j]] = False
    return masked + aux * full, masked.item(), full.item(), ok, part, tgt


def evaluate(model, tok, level, seed, n, budget=9000):
    """Teacher-forced exactness over the choice points equals greedy exactness: the first wrong choice is wrong either way."""
    src = Source(tok, seed, budget)
    src.level = level
    src.size = lambda: level
    right, total, by = 0, 0, {}
    with torch.no_grad():
        while total < n:
            b = src.batch()
            ok = loss_of(model, b, 0)[3]
            for x, o in zip(b, ok):
                k = by.setdefault(x[3], [0, 0])
                k[0] += o
                k[1] += 1
                right += o
                total += 1
    return right / total, {k: "%d/%d" % tuple(v) for k, v in sorted(by.items())}


LEVELS = [1, 2, 4, 8, 12]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("dir")
    ap.add_argument("--seconds", type=float, default=600)
    ap.add_argument("--d", type=int, default=128)
    ap.add_argument("--heads", type=int, default=8)
    ap.add_argument("--layers", type=int, default=4)
    ap.add_argument("--ff", type=int, default=320)
    ap.add_argument("--lr", type=float, default=3e-3)
    ap.add_argument("--tokens", type=int, default=6000)
    ap.add_argument("--aux", type=float, default=0.1)
    ap.add_argument("--seed", type=int, default=11)
    ap.add_argument("--decay", type=float, default=0.3, help="the last part of the run over which the rate falls")
    ap.add_argument("--tokenizer", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "tokenizer.json"))
    ap.add_argument("--start-from", help="the weights of this GGUF file, where DIR has no checkpoint yet; begins with sheets of all sizes")
    ap.add_argument("--until", type=float, default=0, help="end at this time of the clock (seconds since the epoch)")
    o = ap.parse_args()
    golden.check()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(o.seed)
    tok = Tokenizer(o.tokenizer)
    os.makedirs(o.dir, exist_ok=True)
    model = Nano(len(tok), o.d, o.heads, o.layers, o.ff)
    state = {"step": 0, "level": 0, "seen": 0, "spent": 0.0}
    decay, plain = [p for p in model.parameters() if p.dim() > 1], [p for p in model.parameters() if p.dim() <= 1]
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}], lr=o.lr, betas=(0.9, 0.97), eps=1e-8)
    last = os.path.join(o.dir, "last.pt")
    if os.path.exists(last):
        ck = torch.load(last)
        model.load_state_dict(ck["model"])
        opt.load_state_dict(ck["opt"])
        state = ck["state"]
    elif o.start_from:
        from export import read
        model.load_state_dict(read(o.start_from, model.cfg))
        state["level"] = len(LEVELS) - 1
    src = Source(tok, o.seed * 1000 + state["step"], o.tokens)
    src.level = LEVELS[state["level"]]
    print("parameters", sum(p.numel() for p in model.parameters()), "resumed at step", state["step"], flush=True)
    log = open(os.path.join(o.dir, "curve.txt"), "a")
    start, saved, looked = time.time(), time.time(), time.time()
    end = o.until or start + o.seconds
    recent, okrate = [], []
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    while time.time() < end and not stop:
        progress = (time.time() - start) / (end - start)
        warm = min(1.0, (state["step"] + 1) / 150)
        rate = o.lr * warm * (1.0 if progress < 1 - o.decay else max(0.03, (1 - progress) / o.decay))
        for g in opt.param_groups:
            g["lr"] = rate
        b = src.batch()
        loss, masked, full, ok, _, _ = loss_of(model, b, o.aux)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        state["step"] += 1
        state["seen"] += sum(len(p) + len(a) for p, a, _, _ in b)
        recent.append(masked)
        okrate += ok
        if state["step"] % 25 == 0:
            okrate = okrate[-1500:]
            exact = sum(okrate) / len(okrate)
            line = "step %d level %d facts<=%d tokens %.2fM spent %.0fs rate %.5f choice-loss %.4f full-loss %.3f exact %.4f" % (
                state["step"], state["level"], src.level, state["seen"] / 1e6, state["spent"] + time.time() - start, rate, sum(recent) / len(recent), full, exact)
            log.write(line + "\n")
            log.flush()
            if state["step"] % 100 == 0:
                print(line, flush=True)
            recent = []
            if exact > 0.85 and len(okrate) >= 1200 and state["level"] < len(LEVELS) - 1:
                state["level"] += 1
                src.level = LEVELS[state["level"]]
                src.ready = []
                okrate = []
        if time.time() - saved > 150:
            saved = time.time()
            save(model, opt, dict(state, spent=state["spent"] + time.time() - start), last)
        if time.time() - looked > 600:
            looked = time.time()
            r, by = evaluate(model, tok, src.level, 999, 400)
            log.write("held-out seed, %d facts: %.4f %s\n" % (src.level, r, json.dumps(by)))
            log.flush()
    state["spent"] += time.time() - start
    save(model, opt, state, last)
    if stop:
        return
    for level in (1, src.level, 30):
        r, by = evaluate(model, tok, level, 998, 600)
        print("held-out seed, %d facts: %.4f %s" % (level, r, json.dumps(by)), flush=True)
        log.write("held-out seed, %d facts: %.4f %s\n" % (level, r, json.dumps(by)))


def save(model, opt, state, path):
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "state": state, "cfg": model.cfg}, path + ".new")
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main()
