"""Writes a checkpoint as GGUF, quantized to Q8_0.

usage: export.py CHECKPOINT TOKENIZER OUT.gguf
"""
import struct
import sys

import numpy as np

from sheet import PREFIX
from tok import Tokenizer

PROMPT_VERSION = "3"
TEMPLATE = ("{% for m in messages %}{% if m['role'] == 'system' %}<|system|>{{ m['content'] }}</s>{% elif m['role'] == 'user' %}<|user|>{{ m['content'] }}</s>"
            "{% else %}<|assistant|>{{ m['content'] }}</s>{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}")
U32, F32, BOOL, STR, ARR, I32 = 4, 6, 7, 8, 9, 5


def s(x):
    b = x.encode()
    return struct.pack("<Q", len(b)) + b


def kv(key, kind, value):
    body = {U32: lambda: struct.pack("<I", value), F32: lambda: struct.pack("<f", value), BOOL: lambda: struct.pack("<?", value), STR: lambda: s(value)}[kind]()
    return s(key) + struct.pack("<I", kind) + body


def array(key, kind, body, n):
    return s(key) + struct.pack("<IIQ", ARR, kind, n) + body


def q8_0(x):
    x = np.ascontiguousarray(x, "<f4").reshape(-1, 32)
    d = (np.abs(x).max(1) / 127).astype("<f2")
    q = np.round(x / np.maximum(d.astype("<f4"), 1e-12)[:, None]).clip(-127, 127).astype(np.int8)
    out = np.empty((len(x), 34), np.uint8)
    out[:, :2] = d.view(np.uint8).reshape(-1, 2)
    out[:, 2:] = q.view(np.uint8)
    return out.tobytes()


def write(weights, cfg, tok, out, context=2048):
    d, heads, layers, ff, vocab = cfg["d"], cfg["heads"], cfg["layers"], cfg["ff"], cfg["vocab"]
    kvs = [kv("general.architecture", STR, "llama"), kv("general.name", STR, "parley-nano"), kv("general.license", STR, "apache-2.0"),
           kv("general.description", STR, "Answers questions over telemetry facts, or says that it is unsure."), kv("parley.prompt.version", STR, PROMPT_VERSION),
           kv("parley.prompt.prefix", STR, PREFIX),
           kv("llama.context_length", U32, context), kv("llama.embedding_length", U32, d), kv("llama.block_count", U32, layers), kv("llama.feed_forward_length", U32, ff),
           kv("llama.attention.head_count", U32, heads), kv("llama.attention.head_count_kv", U32, heads), kv("llama.attention.layer_norm_rms_epsilon", F32, 1e-5),
           kv("llama.rope.dimension_count", U32, d // heads), kv("llama.rope.freq_base", F32, 10000.0), kv("llama.vocab_size", U32, vocab), kv("general.file_type", U32, 7),
           kv("tokenizer.ggml.model", STR, "llama"), kv("tokenizer.ggml.pre", STR, "default"),
           array("tokenizer.ggml.tokens", STR, b"".join(s(p[0]) for p in tok.pieces), vocab),
           array("tokenizer.ggml.scores", F32, np.array([p[1] for p in tok.pieces], "<f4").tobytes(), vocab),
           array("tokenizer.ggml.token_type", I32, np.array([p[2] for p in tok.pieces], "<i4").tobytes(), vocab),
           kv("tokenizer.ggml.bos_token_id", U32, 1), kv("tokenizer.ggml.eos_token_id", U32, 2), kv("tokenizer.ggml.unknown_token_id", U32, 0),
           kv("tokenizer.ggml.add_bos_token", BOOL, False), kv("tokenizer.ggml.add_eos_token", BOOL, False), kv("tokenizer.ggml.add_space_prefix", BOOL, False),
           kv("tokenizer.chat_template", STR, TEMPLATE)]
    w = {k: v.float().numpy() for k, v in weights.items()}
    tensors = [("token_embd.weight", w["emb.weight"])]
    for i in range(layers):
        p, b = "blocks.%d." % i, "blk.%d." % i
        q, k, v = np.split(w[p + "qkv.weight"], 3)
        gate, up = np.split(w[p + "gate_up.weight"], 2)
        tensors += [(b + "attn_norm.weight", w[p + "attn_norm"]), (b + "attn_q.weight", q), (b + "attn_k.weight", k), (b + "attn_v.weight", v), (b + "attn_output.weight", w[p + "out.weight"]),
                    (b + "ffn_norm.weight", w[p + "ffn_norm"]), (b + "ffn_gate.weight", gate), (b + "ffn_up.weight", up), (b + "ffn_down.weight", w[p + "down.weight"])]
    tensors.append(("output_norm.weight", w["norm"]))
    infos, bodies, off = [], [], 0
    for name, x in tensors:
        body = q8_0(x) if x.ndim > 1 else x.astype("<f4").tobytes()
        infos.append(s(name) + struct.pack("<I", x.ndim) + b"".join(struct.pack("<Q", n) for n in reversed(x.shape)) + struct.pack("<IQ", 8 if x.ndim > 1 else 0, off))
        bodies.append(body + b"\0" * (-len(body) % 32))
        off += len(bodies[-1])
    with open(out, "wb") as f:
        f.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(kvs)) + b"".join(kvs) + b"".join(infos))
        f.write(b"\0" * (-f.tell() % 32))
        f.write(b"".join(bodies))


def read(path, cfg):
    """The weights of a file that write() made, so that training can go on from what was shipped."""
    import torch
    with open(path, "rb") as f:
        raw = f.read()
    at = [24]

    def take(form):
        value = struct.unpack_from("<" + form, raw, at[0])
        at[0] += struct.calcsize("<" + form)
        return value[0]

    def text():
        n = take("Q")
        at[0] += n
        return raw[at[0] - n:at[0]].decode()

    def skip(kind):
        if kind == STR:
            text()
        elif kind == ARR:
            inner, n = take("I"), take("Q")
            for _ in range(n):
                skip(inner)
        else:
            at[0] += 1 if kind == BOOL else 4
    tensors, kvs = struct.unpack_from("<QQ", raw, 8)
    for _ in range(kvs):
        text()
        skip(take("I"))
    infos = []
    for _ in range(tensors):
        name, dims = text(), take("I")
        infos.append((name, tuple(reversed([take("Q") for _ in range(dims)])), take("I"), take("Q")))
    base = at[0] + -at[0] % 32
    found = {}
    for name, shape, kind, off in infos:
        n = int(np.prod(shape))
        if kind == 8:
            b = np.frombuffer(raw, np.uint8, n // 32 * 34, base + off).reshape(-1, 34)
            x = b[:, :2].copy().view("<f2").astype("<f4") * b[:, 2:].copy().view(np.int8).astype("<f4")
        else:
            x = np.frombuffer(raw, "<f4", n, base + off)
        found[name] = torch.tensor(x.reshape(shape).copy())
    out = {"emb.weight": found["token_embd.weight"], "norm": found["output_norm.weight"]}
    for i in range(cfg["layers"]):
        p, b = "blocks.%d." % i, "blk.%d." % i
        out.update({p + "attn_norm": found[b + "attn_norm.weight"], p + "ffn_norm": found[b + "ffn_norm.weight"], p + "out.weight": found[b + "attn_output.weight"], p + "down.weight": found[b + "ffn_down.weight"],
                    p + "qkv.weight": torch.cat([found[b + "attn_%s.weight" % k] for k in "qkv"]), p + "gate_up.weight": torch.cat([found[b + "ffn_gate.weight"], found[b + "ffn_up.weight"]])})
    return out


if __name__ == "__main__":
    import torch
    ck = torch.load(sys.argv[1], map_location="cpu")
    write(ck["model"], ck["cfg"], Tokenizer(sys.argv[2]), sys.argv[3])
