"""Puts sheets, questions and their answers together."""
import random
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import ask as A
from data import QUANT, STATES, SYN, Maker, BOOLS, PLACES, PLACES2, THINGS
from sheet import Series, Sheet, lexicon, seconds, words

GOOD = ("FULL", "PART", "ONLY")
WEIGHTS = {"value": 15, "state": 10, "claim": 14, "bool": 5, "cmp": 6, "lim": 9, "limit": 6, "max": 6, "min": 6, "mean": 6, "changed": 6, "measured": 4, "gnum": 12, "gcount": 14,
           "gstate": 10, "two": 8, "nothere": 40, "command": 9, "world": 4, "missing": 5, "wrong": 4}


class Examples(Maker):
    def __init__(self, seed):
        super().__init__(seed)
        self.kinds = [k for k, w in WEIGHTS.items() for _ in range(w)]

    def pick(self, xs):
        return xs[int(self.r.random() * len(xs))]

    def now(self):
        return datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=self.r.randint(0, 3 * 365 * 86400))

    # --- how people name things
    def entity_ref(self, s, article=True, drop=0.12):
        q = set(words(s.quantity))
        ws = [w for w in s.name.split(" ") if w.lower() not in q] or s.name.split(" ")
        r = self.r.random
        if r() < drop and len(ws) > 1:
            ws = ws[1:] if r() < 0.5 else ws[:-1]
        if len(ws) > 1 and not any(c.isdigit() for c in "".join(ws)) and r() < 0.14:
            ws = [ws[-1], self.pick(["in", "of", "at", "in the", "of the", "at the"])] + ws[:-1]
        text = " ".join(ws)
        if r() < 0.05:
            text = text.replace(" ", "-") if r() < 0.5 else text.replace(" ", "_")
        if r() < 0.06:
            text = text.title()
        if article and r() < (0.55 if not text[-1:].isdigit() else 0.2):
            text = self.pick(["the", "the", "the", "the", "our", "my", "that"]) + " " + text
        return text

    def noun(self, s):
        _, _, _, _, _, nouns = QUANT.get(s.quantity, (0, 0, 0, 0, 0, []))
        return self.pick(nouns + [s.quantity] * 2) if nouns and self.r.random() < 0.6 else (s.quantity or "value")

    def both(self, s):
        """Entity and quantity in one of their orders; now and then the entity alone."""
        e, q, x = self.entity_ref(s), self.noun(s), self.r.random()
        bare = e
        for a in ("the ", "our ", "my ", "that "):
            bare = bare[len(a):] if bare.startswith(a) else bare
        if x < 0.30:
            return ("the " if self.r.random() < 0.4 else "") + bare + " " + q
        if x < 0.58:
            return ("the " if self.r.random() < 0.6 else "") + q + " " + self.pick(["of", "of", "in", "at", "for", "on", "inside"]) + " " + e
        if x < 0.66:
            return e + "'s " + q
        if x < 0.72:
            return q + " " + bare
        if x < 0.80:
            return bare + " " + q
        if x < 0.90:
            return e
        return bare + " " + q + self.pick([" reading", " value", " sensor", ""])

    def fill(self, t, s, **more):
        if "{N}" in t:
            t = t.replace("{N}", self.both(s))
        if "{E}" in t:
            t = t.replace("{E}", self.entity_ref(s))
        if "{Q}" in t:
            t = t.replace("{Q}", self.noun(s))
        for k, v in more.items():
            t = t.replace("{" + k + "}", v)
        return t

    def finish(self, t):
        r = self.r.random
        if r() < 0.10:
            t = self.pick(["please, ", "hey, ", "hi, ", "hello, ", "ok, ", "so, ", "well, ", "quick question: ", "sorry, ", "parley, ", "excuse me, ", "tell me, ", "just wondering, ", "good morning, ", "hmm, ", "um "]) + t
        elif r() < 0.10:
            t = self.pick(A.OPENERS) + " " + t
        if r() < 0.10:
            t = t + self.pick([" please", " please", ", please", " pls", " thanks", ", thanks", " right now", " now", " at the moment", " for me", " exactly", ", do you know", " then", " by the way", " again", " asap"])
        elif r() < 0.07:
            t = t + self.pick(A.CLOSERS)
        t = " ".join(t.split())
        if r() < 0.10:
            t = self.typo(t)
        x = r()
        if x < 0.35:
            t = t[:1].upper() + t[1:]
        elif x < 0.38:
            t = t.upper()
        if r() < 0.55 and not t.endswith("?"):
            t += "?"
        elif r() < 0.08:
            t += self.pick([".", "!", "??", " ?", "..."])
        return t

    def typo(self, t):
        ws = t.split(" ")
        at = [i for i, w in enumerate(ws) if len(w) >= 5 and w.isalpha()]
        if not at:
            return t
        i = self.pick(at)
        w, k = ws[i], self.r.randint(1, len(ws[i]) - 2)
        x = self.r.random()
        ws[i] = (w[:k] + w[k + 1:] if x < 0.35 else w[:k] + w[k + 1] + w[k] + w[k + 2:] if x < 0.65 else w[:k] + w[k] + w[k:] if x < 0.82
                 else w[:k] + self.pick("abcdefghijklmnopqrstuvwxyz") + w[k + 1:])
        return " ".join(ws)

    # --- one example: question, facts, the meaning of its answer
    def example(self, count, kinds=None):
        for _ in range(200):
            now = self.now()
            facts = self.sheet(count, now)
            kind = self.pick(kinds or self.kinds)
            out = self.attempt(kind, facts, now)
            if out is not None:
                question, wanted = out
                sheet = Sheet(question, facts, now)
                answer, label = self.label(sheet, wanted)
                if answer is None:
                    continue
                return {"kind": kind, "question": question, "facts": facts, "now": now, "sheet": sheet, "answer": answer, "label": label}
        raise RuntimeError("no example")

    def label(self, sheet, wanted):
        """The alternatives that are the answer, or unsure where the sheet does not support one."""
        if wanted == "unsure" or not wanted:
            return [" unsure"], "unsure"
        out = []
        for meaning, names, word in wanted:
            found = [t for t, m in sheet.meaning.items() if m[0] == meaning and self.same(m, names) and (word is None or len(m) < 3 or m[2] == word)]
            if not found and sheet.mixed and meaning in ("group-over", "group-under"):
                found = [t for t, m in sheet.meaning.items() if m[0] == meaning]      # no quantity was asked: all limits are meant
            if len(found) != 1:
                return [" unsure"], "unsure"
            m = sheet.meaning[found[0]][1]
            if isinstance(m, Series):
                if m.level not in GOOD or m.asked == "ELSE" or self.ambiguous(sheet, m, meaning):
                    return [" unsure"], "unsure"
            out.append(found[0])
        if len(out) > sheet.max_parts:
            return None, None
        if len(set(out)) != len(out):
            return None, None
        return out, wanted[0][0] if len(out) == 1 else "two"

    def same(self, m, names):
        return m[1].name == names if isinstance(m[1], Series) else not isinstance(names, str) and {x.name for x in m[1]} == set(names)

    def ambiguous(self, sheet, m, meaning):
        if meaning == "claim":
            rivals = [s for s in sheet.series if s is not m and s.run == m.run and s.level == m.level and s.claim and (s.asked == m.asked)]
            return bool(rivals)
        return any(s is not m and s.run == m.run and RANKED(s) == RANKED(m) for s in sheet.series)

    def attempt(self, kind, facts, now):
        series = [Series(f) for f in facts]
        nums = [s for s in series if s.numeric]
        stats = [s for s in series if not s.numeric]
        p = self.pick
        if kind == "two":
            return self.two(series, nums, stats)
        if kind == "world":
            t = p(A.WORLD)
            for k in "xy":
                t = t.replace("{%s}" % k, p(A.WORLDX) if self.r.random() < 0.6 else self.syllables())
            return self.finish(t.replace("{n}", str(self.r.randint(1, 99))).replace("{m}", str(self.r.randint(1, 99)))), "unsure"
        if kind in ("missing", "wrong"):
            return self.missing(kind, facts, series, now)
        if kind in ("gnum", "gcount", "gstate"):
            return self.group(kind, series)
        q = self.single(kind, nums, stats)
        if q is None:
            return None
        return self.finish(q[0]), q[1]

    def single(self, kind, nums, stats):
        p = self.pick
        if kind in ("state", "claim", "bool") or (kind in ("changed", "nothere", "measured", "command") and stats and self.r.random() < 0.5):
            if not stats:
                return None
            s = p(stats)
        else:
            if not nums:
                return None
            pool = nums
            if kind in ("lim", "limit"):
                pool = [s for s in nums if s.fact.get("limits")]
            elif kind in ("max", "min", "mean"):
                pool = [s for s in nums if s.fact.get("windows")]
            if not pool:
                return None
            s = p(pool)
        adjectives = QUANT.get(s.quantity, (0, 0, 0, 0, [], []))[4]
        u = s.unit or "units"
        if s.quantity == "temperature" and self.r.random() < 0.5:
            u = "degrees"
        n = str(self.r.choice([Decimal(s.fact["value"]).to_integral_value() + self.r.randint(-30, 30), self.value(s.quantity)])) if s.numeric else str(self.r.randint(1, 99))
        one = lambda meaning: [(meaning, s.name, None)]
        if kind == "value":
            x = self.r.random()
            if x < 0.12 and s.quantity in ("level", "volume", "weight", "battery"):
                return self.fill(p(A.LEFTOVER), s), one("value")
            if x < 0.2 and s.quantity in A.UNIT_ASK:
                return self.fill(p(A.UNIT_ASK[s.quantity]), s), one("value")
            if x < 0.4 and adjectives:
                return self.fill(p(A.VALUE_ADJ), s, A=p(adjectives)), one("value")
            return self.fill(p(A.VALUE), s), one("value")
        if kind in ("state", "claim"):
            v = s.low_text
            if v in ("true", "false") or s.state is None:
                return self.fill(p(A.STATE_VALUE[:20]), s, W=v, X="other") if False else None
            a, b = s.state[0][s.state[1]], s.state[0][1 - s.state[1]]
            pos, neg = p(SYN.get(v, [v])), p(SYN.get(self.opposite(v), [b[0]]))
            if kind == "state":
                t = p(A.STATE_VALUE)
                if "{W}" in t:
                    pair = [pos, neg]
                    self.r.shuffle(pair)
                    return self.fill(t, s, W=pair[0], X=pair[1]), one("value")
                return self.fill(t, s), one("value")
            x = self.r.random()
            if x < 0.10 and v in ("on", "off"):
                return self.fill(p(A.DID_TURN), s, W=p(["on", "off"])), one("claim")
            if x < 0.16 and (v in A.VERBS):
                w = p([v, self.opposite(v)])
                return self.fill(p(A.DID), s, V=A.VERBS[w], W=w), one("claim")
            return self.fill(p(A.CLAIM), s, W=p([pos, neg])), one("claim")
        if kind == "bool":
            if s.low_text not in ("true", "false"):
                return None
            if s.quantity in ("motion", "presence", "occupancy") and self.r.random() < 0.5:
                return self.fill(p(A.ANYONE), s), one("claim")
            return self.fill(p(A.BOOL), s), one("claim")
        if kind == "cmp":
            over = self.r.random() < 0.5
            t = p(A.CMP_OVER if over else A.CMP_UNDER)
            adj = A.ADJ_CMP.get(s.quantity)
            if adj and adj[0 if over else 1] and self.r.random() < 0.3:
                t = p(["is {E} {c} than {n}", "is {E} {c} than {n} {u}", "is it {c} than {n} in {E}", "is it {c} than {n} {u} in {E}", "{E} {c} than {n}?", "check if {E} is {c} than {n}"]).replace("{c}", p(adj[0 if over else 1]))
            return self.fill(t, s, n=n, u=u), one("claim")
        if kind == "lim":
            x = self.r.random()
            if x < 0.40:
                if s.quantity in A.HIGH_ADJ and self.r.random() < 0.65:
                    return self.fill(p(A.IS_ADJ if self.r.random() < 0.3 else A.LIM_OVER_ADJ), s, A=p(A.HIGH_ADJ[s.quantity])), one("claim")
                return self.fill(p(A.LIM_OVER), s), one("claim")
            if x < 0.62:
                if s.quantity in A.LOW_ADJ and self.r.random() < 0.65:
                    return self.fill(p(A.LIM_OVER_ADJ), s, A=p(A.LOW_ADJ[s.quantity])), one("claim")
                return self.fill(p(A.LIM_UNDER), s), one("claim")
            return self.fill(p(A.LIM_OK), s), one("claim")
        if kind == "limit":
            return self.fill(p(A.LIMIT), s, u=u), one("limit")
        if kind in ("max", "min", "mean"):
            spans = [seconds(w["span"]) for w in s.fact["windows"]]
            x = self.r.random()
            span = p(spans) if x < 0.62 else p(list(A.WIN)) if x < 0.74 else None
            w = p(A.WIN.get(span, [""])) if span else ""
            ok = span is None or span in spans
            pool = {"max": A.MAXW, "min": A.MINW, "mean": A.MEANW}[kind]
            t = p(pool)
            if kind != "mean" and adjectives and self.r.random() < 0.25:
                hi = [a for a in adjectives if a not in A.LOWS] if kind == "max" else [a for a in adjectives + (["cold"] if s.quantity == "temperature" else []) if a in A.LOWS]
                if hi:
                    a = p(hi)
                    t = p(A.MAXW_ADJ).replace("{A}", a).replace("{S}", A.SUPER.get(a, a))
                    if not w:
                        w = p(["so far", "lately", "at most", ""])
            if "{A}" in t and not adjectives:
                t = t.replace("{A}", "high")
            return self.fill(t, s, w=w, A=(adjectives or ["high"])[0]), one(kind) if ok else "unsure"
        if kind == "changed":
            if not s.numeric and s.state is not None and self.r.random() < 0.7:
                v = s.low_text if self.r.random() < 0.8 else self.opposite(s.low_text)
                t = p(A.CHANGED_STATE)
                return self.fill(t, s, W=p(SYN.get(v, [v]))), one("changed")
            return self.fill(p(A.CHANGED), s), one("changed")
        if kind == "measured":
            return self.fill(p(A.MEASURED), s), one("measured")
        if kind in ("nothere", "command"):
            t = p(A.NOT_THERE if kind == "nothere" else A.COMMAND)
            v = s.low_text if not s.numeric else "on"
            v = v if self.r.random() < 0.5 else self.opposite(v)
            return self.fill(t, s, n=n, u=u, A=(adjectives or ["high"])[0], W=p(SYN.get(v, ["on", "off", "open"])), z=p(A.WIN[-1]), w=p(A.WIN[86400])), "unsure"
        return None

    def opposite(self, v):
        for a, b, _, _ in STATES:
            if v == a:
                return b
            if v == b:
                return a
        return v

    def missing(self, kind, facts, series, now):
        """A device that is not there, a number that is another, a quantity that it has not."""
        s = self.pick(series)
        x = self.r.random()
        f = dict(s.fact)
        e = self.entity_ref(s, article=False, drop=0)
        if kind == "wrong":
            ws = e.split(" ")
            digits = [i for i, w in enumerate(ws) if w.isdigit()]
            if digits:
                i = self.pick(digits)
                d = ws[i]
                ws[i] = self.pick([d + str(self.r.randint(0, 9)), d[:-1] or str(int(d) + 1), str(int(d) + self.r.randint(1, 9)), "1" + d])
            elif x < 0.5:
                ws[self.r.randrange(len(ws))] = self.place() if self.r.random() < 0.7 else self.syllables()
            else:
                ws.append(self.n())
            e2, q2 = " ".join(ws), s.quantity
        else:
            e2, q2 = (e, self.pick(list(QUANT))) if x < 0.6 else (self.entity(), s.quantity if x < 0.85 else self.pick(list(QUANT)))
        names = {o.name.lower() for o in series}
        if e2 == e and any(o.eset <= set(words(e)) and (q2 in o.quantity or o.canon & Series({"name": q2, "quantity": q2, "value": 1}).canon) for o in series):
            return None
        if s.numeric or kind == "missing" and x < 0.6:
            g = self.numeric(e2, q2, now)
            t = Series(g)
            k = self.pick(["value"] * 5 + ["lim", "cmp", "limit", "max", "min", "mean", "changed", "measured"])
            g.setdefault("limits", {"high": 5})
            g.setdefault("windows", [{"span": "PT24H", "count": 3, "min": 1, "max": 2, "mean": 1}])
            q = self.single(k, [t], [])
        else:
            g = dict(f, name=e2)
            t = Series(g)
            q = self.single(self.pick(["state", "claim", "claim", "changed"]), [], [t])
        if q is None:
            return None
        q = self.finish(q[0])
        sheet = Sheet(q, facts, now)
        if any(o.level in ("FULL", "PART", "ONLY", "MANY") and o.asked == "ASKED" for o in sheet.series) or any("group" in m[0] for m in sheet.meaning.values()):
            return None
        if any(o.level in ("FULL", "PART") and o.asked == "OPEN" for o in sheet.series):
            return None
        return q, "unsure"

    def group(self, kind, series):
        pools = {}
        for s in series:
            if (kind == "gstate") != (not s.numeric):
                continue
            pools.setdefault(s.group, []).append(s)
        pools = [m for m in pools.values() if len(m) >= 2]
        if not pools:
            return None
        pool = self.pick(pools)
        lead = self.pick(pool)
        common = [w for w in lead.entity if not w.isdigit()]
        word = self.pick(common) if common else None
        members = [s for s in pool if word in s.eset] if word else pool
        if word is None or len(members) < 2 or self.r.random() < 0.12:
            word, members = self.pick(["sensor", "place", "room", "device", "one", "unit"]), pool
        if len(members) < 2:
            return None
        plural = word + ("" if word.endswith("s") else "es" if word.endswith(("ss", "x", "ch", "sh")) else "s")
        names = [s.name for s in members]
        if word in ("boiler", "room"):
            pass
        q, p = self.noun(lead), self.pick
        u = lead.unit or "units"
        n = str(Decimal(lead.fact["value"]).to_integral_value() + self.r.randint(-9, 9)) if lead.numeric else "1"
        fill = lambda t, **k: self.finish(self.plainfill(t, T=word, Ts=plural, Q=q, n=n, u=u, **k))
        if kind == "gstate":
            v = self.pick([s.low_text for s in members])
            if self.r.random() < 0.3:
                v = self.opposite(v)
            w = p(SYN.get(v, [v]))
            return fill(p(A.G_STATE), W=w), [("group-state", names, None)]
        if kind == "gcount":
            x = self.r.random()
            if x < 0.18 and word not in ("sensor", "place", "room", "device", "one", "unit"):
                mixed = [s.name for s in series if s.numeric and s.fact.get("limits") and word in s.eset]
                t = p([t for t in (A.G_OVER if x < 0.11 else A.G_UNDER) if "{Q}" not in t])
                return fill(t), [("group-over" if x < 0.11 else "group-under", mixed, None)]
            if x < 0.35:
                return fill(p(A.G_OVER)), [("group-over", names, None)]
            if x < 0.55:
                return fill(p(A.G_UNDER)), [("group-under", names, None)]
            return fill(p(A.G_NUM_OVER if x < 0.78 else A.G_NUM_UNDER)), [("group-number", names, None)]
        x = self.r.random()
        adj = A.G_ADJ.get(lead.quantity)
        if x < 0.64:
            if adj and self.r.random() < 0.5:
                a = p(adj)
                return fill(p(A.G_MAX_ADJ), A=a, S=A.SUPER[a]), [("group-min" if a in A.LOWS else "group-max", names, None)]
            return (fill(p(A.G_MAX)), [("group-max", names, None)]) if x < 0.32 else (fill(p(A.G_MIN)), [("group-min", names, None)])
        if x < 0.84:
            return fill(p(A.G_MEAN)), [("group-mean", names, None)]
        return fill(p(A.G_TOTAL)), [("group-total", names, None)]

    def plainfill(self, t, **more):
        for k, v in more.items():
            t = t.replace("{" + k + "}", v)
        return t

    def two(self, series, nums, stats):
        p = self.pick
        x = self.r.random()
        if x < 0.30 and nums:      # two quantities of one device
            s = p(nums)
            other = [o for o in nums if o is not s and o.eset == s.eset]
            if not other:
                return None
            o = p(other)
            e = self.entity_ref(s)
            t = p(A.PAIR_Q + ["what are the {a} and {b} of {e}", "{a} and {b} of {e}", "{e} {a} and {b}", "what is the {a} and the {b} of {e}", "tell me {a} and {b} for {e}", "give me the {a} and {b} at {e}",
                   "{e}: {a} and {b}", "show {a} and {b} of {e}", "what's the {a} and {b} in {e}", "how are {a} and {b} at {e}", "both {a} and {b} of {e} please", "i need {a} and also {b} of {e}"])
            return self.finish(self.plainfill(t, a=self.noun(s), b=self.noun(o), e=e)), [("value", s.name, None), ("value", o.name, None)]
        if x < 0.50 and len(nums) > 1:     # one quantity of two devices
            s = p(nums)
            other = [o for o in nums if o is not s and o.group == s.group]
            if not other:
                return None
            o = p(other)
            t = p(A.PAIR_E + ["{q} of {e} and {f}", "what is the {q} of {e} and {f}", "what are the {q} of {e} and of {f}", "tell me the {q} at {e} and at {f}", "give me {e} and {f} {q}",
                   "what's the {q} in {e} and in {f}", "{q} {e} and {f}", "show {q} for {e} and for {f}", "{q} at {e} plus {q} at {f}", "what's the {q} of {e} and the {q} of {f}"])
            return self.finish(self.plainfill(t, q=self.noun(s), e=self.entity_ref(s), f=self.entity_ref(o))), [("value", s.name, None), ("value", o.name, None)]
        qs = []
        for _ in range(2):
            k = p(["value"] * 4 + ["state", "state"] + ["claim"] * 6 + ["lim", "lim", "max", "min", "mean", "changed", "cmp", "limit", "nothere", "command"])
            q = self.single(k, nums, stats)
            if q is None:
                return None
            qs.append(q)
        t = qs[0][0].rstrip("?") + p(A.JOIN + [" and ", " and ", ", and ", "? and ", "; ", " and also ", "? ", ", also "] * 4) + qs[1][0]
        if any(q[1] == "unsure" for q in qs):
            return self.finish(t), "unsure"
        return self.finish(t), qs[0][1] + qs[1][1]


def RANKED(s):
    return ({"FULL": 5, "PART": 4, "ONLY": 3}.get(s.level, 0), s.asked)
