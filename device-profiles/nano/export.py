"""Writes a checkpoint as GGUF, quantized to Q8_0.

usage: export.py CHECKPOINT TOKENIZER OUT.gguf
"""
import struct
import sys

import numpy as np

from sheet import PREFIX
from tok import Tokenizer

PROMPT_VERSION = "1"
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


if __name__ == "__main__":
    import torch
    ck = torch.load(sys.argv[1], map_location="cpu")
    write(ck["model"], ck["cfg"], Tokenizer(sys.argv[2]), sys.argv[3])
