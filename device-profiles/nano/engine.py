"""The exported model in llama.cpp itself, through its C API: the same tokens, the same choices, and how long they take.

usage: engine.py FOLDER_OF_THE_LIBRARIES MODEL.gguf TOKENIZER [N]
"""
import ctypes as C
import glob
import math
import sys
import time

i32, u32, f32, ptr, flag = C.c_int32, C.c_uint32, C.c_float, C.c_void_p, C.c_bool


def struct(name, *groups):
    return type(name, (C.Structure,), {"_fields_": [(n, t) for t, names in groups for n in names.split()]})


class Engine:
    def __init__(self, where, gguf, threads=1, context=4096):
        C.CDLL(glob.glob(where + "/libggml-base.so")[0], mode=C.RTLD_GLOBAL)
        ggml = C.CDLL(glob.glob(where + "/libggml.v*.so")[0], mode=C.RTLD_GLOBAL)
        self.lib = lib = C.CDLL(glob.glob(where + "/libllama.v*.so")[0], mode=C.RTLD_GLOBAL)
        ggml.ggml_backend_load_all_from_path.argtypes = [C.c_char_p]
        ModelParams = struct("M", (ptr, "devices overrides_buft"), (i32, "n_gpu_layers split_mode load_mode lazy_mode main_gpu"), (ptr, "tensor_split progress user overrides"), (flag, "vocab_only check extra no_host no_alloc mtp"))
        ContextParams = struct("P", (u32, "n_ctx n_batch n_ubatch n_seq_max n_rs_seq n_out n_out_seq"), (i32, "n_threads n_threads_batch type rope pooling attention flash"),
                               (f32, "base scale ext attn fast slow"), (u32, "orig"), (f32, "defrag"), (ptr, "eval eval_user"), (i32, "type_k type_v"), (ptr, "abort abort_user"),
                               (flag, "embeddings offload no_perf op_offload swa_full kv_unified"), (ptr, "samplers"), (C.c_size_t, "n_samplers"), (ptr, "other"))
        Batch = struct("B", (i32, "n_tokens"), (C.POINTER(i32), "token"), (ptr, "embd pos n_seq seq logits"))
        self.log = C.CFUNCTYPE(None, i32, C.c_char_p, ptr)(lambda *_: None)
        lib.llama_log_set(self.log, None)
        ggml.ggml_backend_load_all_from_path(where.encode())
        lib.llama_backend_init()
        lib.llama_model_default_params.restype, lib.llama_context_default_params.restype = ModelParams, ContextParams
        lib.llama_model_load_from_file.argtypes, lib.llama_model_load_from_file.restype = [C.c_char_p, ModelParams], ptr
        lib.llama_init_from_model.argtypes, lib.llama_init_from_model.restype = [ptr, ContextParams], ptr
        lib.llama_batch_get_one.argtypes, lib.llama_batch_get_one.restype = [C.POINTER(i32), i32], Batch
        lib.llama_decode.argtypes = [ptr, Batch]
        lib.llama_get_logits_ith.argtypes, lib.llama_get_logits_ith.restype = [ptr, i32], C.POINTER(f32)
        lib.llama_model_get_vocab.argtypes, lib.llama_model_get_vocab.restype = [ptr], ptr
        lib.llama_tokenize.argtypes = [ptr, C.c_char_p, i32, C.POINTER(i32), i32, flag, flag]
        lib.llama_get_memory.argtypes, lib.llama_get_memory.restype = [ptr], ptr
        lib.llama_memory_seq_rm.argtypes, lib.llama_memory_seq_rm.restype = [ptr, i32, i32, i32], flag
        self.model = lib.llama_model_load_from_file(gguf.encode(), lib.llama_model_default_params())
        assert self.model, "cannot load " + gguf
        p = lib.llama_context_default_params()
        p.n_ctx, p.n_threads, p.n_threads_batch = context, threads, threads
        self.ctx = lib.llama_init_from_model(self.model, p)
        self.vocab = lib.llama_model_get_vocab(self.model)
        self.at = 0

    def tokenize(self, text, special):
        raw = text.encode()
        buf = (i32 * (len(raw) + 8))()
        n = self.lib.llama_tokenize(self.vocab, raw, len(raw), buf, len(buf), False, special)
        return list(buf[:n])

    def keep(self, n):
        self.lib.llama_memory_seq_rm(self.lib.llama_get_memory(self.ctx), 0, n, -1)
        self.at = n

    def feed(self, tokens):
        for i in range(0, len(tokens), 512):
            part = tokens[i:i + 512]
            arr = (i32 * len(part))(*part)
            assert self.lib.llama_decode(self.ctx, self.lib.llama_batch_get_one(arr, len(part))) == 0
        self.at += len(tokens)
        return self.lib.llama_get_logits_ith(self.ctx, -1)

    def answer(self, trie, prompt, keep, pieces):
        """Greedy over the allowed tokens; gives the text and the probability of every choice."""
        self.keep(keep)
        pending, logits = prompt[keep:], None
        live, used, out, probs = trie.root(), [], [], []
        while True:
            options = trie.options(live, used)
            allowed = sorted(options)
            if len(allowed) > 1:
                logits = self.feed(pending) if pending else logits
                pending = []
                xs = [logits[t] for t in allowed]
                top = max(xs)
                es = [math.exp(x - top) for x in xs]
                k = xs.index(top)
                probs.append(es[k] / sum(es))
                t = allowed[k]
            else:
                t = allowed[0]
            if t == 2:
                return out, probs
            out.append(t)
            pending.append(t)
            nxt = options[t]
            if any(k == -1 for _, k in nxt):
                used.append(next(i for i, k in nxt if k == -1))
                live = trie.root(used)
            else:
                live = nxt


if __name__ == "__main__":
    from make import Examples
    from sheet import PREFIX
    from tok import Tokenizer
    from train import Trie
    tok = Tokenizer(sys.argv[3])
    e = Engine(sys.argv[1], sys.argv[2])
    ex = Examples(31337)
    same, right, spent, n = 0, 0, [], int(sys.argv[4]) if len(sys.argv) > 4 else 200
    head = tok.encode(PREFIX, True)
    for i in range(n):
        x = ex.example(30 if i % 4 == 0 else ex.r.randint(1, 12))
        s = x["sheet"]
        mine = tok.encode(PREFIX + s.volatile, True)
        theirs = e.tokenize(PREFIX + s.volatile, True)
        alts = all(tok.plain(a) == e.tokenize(a, False) for a in s.alternatives)
        same += mine == theirs and alts
        if mine != theirs:
            print("tokens differ", s.volatile)
        if e.at < len(head):
            e.feed(head)
        start = time.perf_counter()
        out, probs = e.answer(Trie(s, tok), mine, len(head), tok.pieces)
        if i % 4 == 0:
            spent.append(time.perf_counter() - start)
        text = tok.decode(out)
        right += text == ";".join(x["answer"])
    spent.sort()
    print("tokens the same %d of %d; exact %d; 30 facts: median %.0f ms, worst %.0f ms" % (same, n, right, spent[len(spent) // 2] * 1000, spent[-1] * 1000))
