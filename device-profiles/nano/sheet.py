"""Facts and a question become the exact prompt and the answers it supports.

The runtime does the same in Java (io.parley.prompt); golden vectors hold the two together.
"""
import json
import os
import re
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
PREFIX = "<|system|>Answer from the facts, or say unsure.</s><|user|>"
WORD = re.compile(r"(?<!\S)-[0-9]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[^\W\d_]+|[,;?+&]")
POSSESSIVE = re.compile("['\u2019]s(?![^\\W_])")
HARMFUL = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029<>]")
SPACES = re.compile(" +")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
RANK = {"FULL": 5, "PART": 4, "ONLY": 3, "MANY": 2, "NONE": 1, "OTHER": 0}
CHOICE = {"FULL": 3, "PART": 2, "OTHER": 1, "NONE": 0}
QRANK = {"ASKED": 2, "OPEN": 1, "ELSE": 0}


class Lexicon:
    """The shipped word lists; the runtime reads the same file."""

    def __init__(self, path):
        entries = []
        with open(path, encoding="utf-8") as f:
            for line in f:
                if line.startswith("["):
                    head, _, rest = line[1:].partition("]")
                    entries.append((head, rest.split()))
                elif line.startswith(" "):
                    entries[-1][1].extend(line.split())

        def one(head):
            return next(ws for h, ws in entries if h == head)

        def keyed(kind):
            return [(h[len(kind) + 1:], ws) for h, ws in entries if h.startswith(kind + " ")]
        self.joined, self.bridges, self.parts = set(one("joined")), set(one("bridges")), set(one("parts"))
        self.qualifiers = set(one("qualifiers"))
        self.weak, self.generic = set(one("weak")), set(one("generic"))
        self.number_words = {w: n for n, ws in keyed("number") for w in ws}
        self.quantity_of = {}
        for q, ws in keyed("quantity"):
            for w in ws:
                self.quantity_of.setdefault(w, set()).add(q)
        self.states = [(ws[:ws.index("|")], ws[ws.index("|") + 1:]) for h, ws in entries if h == "state"]
        self.state_words = {w for pair in self.states for side in pair for w in side}
        self.above, self.below, self.fine = set(one("above")), set(one("below")), set(one("fine"))
        self.strongly_above, self.strongly_below = set(one("strongly-above")), set(one("strongly-below"))
        self.trouble, self.compares, self.leavers = set(one("trouble")), set(one("compares")), set(one("leavers"))
        self.state_noun = set(one("state-noun"))
        self.spans = {w: -1 if n == "none" else -2 if n == "ignored" else int(n) for n, ws in keyed("span") for w in ws}
        self.short_spans = {w: int(n) for n, ws in keyed("short-span") for w in ws}
        self.counted, self.lead, self.uncounted = set(one("counted-span")), set(one("span-lead")), set(one("uncounted-span"))
        self.not_span_after = set(one("not-span-after"))
        self.beyond, self.answerable = phrases(one("beyond")), phrases(one("answerable"))
        self.after_article = set(one("after-article"))
        self.loose = set(one("loose"))
        self.after_degree = {w: n for n, ws in keyed("after-degree") for w in ws}
        self.things, self.degree, self.minus = set(one("things")), set(one("degree")), set(one("minus"))
        self.limit_words, self.lower_words = set(one("limit-word")), set(one("lower-word"))
        self.ordinals = {w: n for n, ws in keyed("ordinal") for w in ws}
        self.ordinal_ends, self.counted_units = set(one("ordinal-end")), set(one("counted-unit"))
        self.small = {w: n for n, w in enumerate(one("small-number"))}
        self.tens = {w: 10 * n for n, w in enumerate(one("tens"), 2)}
        self.spoken = set(self.small) | set(self.tens) | set(self.ordinals) | set(SCALES) | {"half"}
        self.same = {}
        for h, ws in entries:
            if h == "same":
                for w in ws:
                    self.same.setdefault(w, []).extend([o.split("-") for o in ws if o != w])
        self.known = (set(one("known")) | self.generic | self.bridges | self.parts | set(self.quantity_of) | self.state_words | self.above | self.below
                      | self.fine | self.trouble | set(self.spans) | set(self.number_words))
        filler = set(one("filler"))
        self.by_initial = {}
        for w in sorted(self.known - filler):
            if len(w) >= 4:
                self.by_initial.setdefault(w[0], []).append(w)
        self.known |= filler
        self.known |= {w for lists in (self.beyond, self.answerable) for ps in lists.values() for p in ps for w in p}


def phrases(joined):
    """Phrases written with hyphens, by their first word."""
    found = {}
    for p in joined:
        ws = p.split("-")
        found.setdefault(ws[0], []).append(ws)
    return found


SCALES = {"hundred": 100, "thousand": 1000}
LEX = None


def lexicon():
    global LEX
    if LEX is None:
        LEX = Lexicon(os.environ.get("PARLEY_LEXICON") or os.path.join(HERE, "../../agent/telemetry/src/main/resources/io/parley/knowledge/lexicon.txt"))
    return LEX


def clean(text, most):
    """Data can never form a marker of the template, nor a line of its own."""
    if not HARMFUL.search(text):
        return SPACES.sub(" ", text).strip(" ")[:most]
    out = [" " if ord(c) < 32 or 127 <= ord(c) <= 160 or c in "\u2028\u2029" else "\u2039" if c == "<" else "\u203a" if c == ">" else c for c in text]
    return SPACES.sub(" ", "".join(out)).strip(" ")[:most]


def words(text):
    lex = lexicon()
    raw = WORD.findall(POSSESSIVE.sub(" ", text.lower()))
    out = []
    for w in raw:
        if out and out[-1] + w in lex.joined:
            joined = out.pop() + w
            out.append("pm25" if joined == "pm2.5" else joined)
        elif w in lex.ordinal_ends and out and is_number(out[-1]):
            continue
        elif NUMBER.fullmatch(w) and "." not in w:
            neg = w.startswith("-")
            d = w.lstrip("-").lstrip("0") or "0"
            out.append("-" + d if neg else d)
        else:
            out.append(w)
    return out


def is_number(w):
    return NUMBER.fullmatch(w) is not None


def distance(a, b, limit):
    """Optimal string alignment distance, or limit + 1."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before, prev = None, list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            best = min(prev[j] + 1, row[j - 1] + 1, prev[j - 1] + cost)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, prev = prev, row
    return min(prev[len(b)], limit + 1)


def allowed_edits(n):
    return 2 if n >= 7 else 1 if n >= 4 else 0


class Series:
    """A fact and the words it is found by."""

    def __init__(self, fact):
        lex = lexicon()
        self.fact = fact
        self.name = clean(fact["name"], 80)
        self.quantity = clean(fact.get("quantity") or "", 40)
        self.qwords = set(words(self.quantity))
        self.canon = set(self.qwords)
        for w in self.qwords:
            self.canon |= lex.quantity_of.get(w, set())
        self.said = words(self.name)
        self.entity = [w for k, w in enumerate(self.said) if w not in self.qwords and w not in MARKS and not (w[-1] == "s" and w[:-1] in self.qwords)
                       and (w not in lex.bridges or len(w) == 1 and k > 0 and self.said[k - 1] not in lex.bridges)]
        self.eset = set(self.entity)
        self.named = self.eset | self.qwords
        v = fact["value"]
        self.numeric = isinstance(v, (int, Decimal)) and not isinstance(v, bool)
        self.unit = clean(fact.get("unit") or "", 16) if self.numeric else ""
        if self.unit:
            self.canon.add(self.unit.lower())
            self.canon |= lex.quantity_of.get(self.unit.lower(), NOTHING)
        self.text = num(v) if self.numeric else ("true" if v else "false") if isinstance(v, bool) else clean(v, 60)
        self.low_text = self.text.lower()
        self.state = None
        if not self.numeric:
            for pair in lex.states:
                for side in (0, 1):
                    if self.low_text in pair[side] and self.state is None:
                        self.state = (pair, side)
        self.shown = self.text + (" " + self.unit if self.unit else "")
        self.claim = None      # (word, truth, statement or None)
        self.level, self.asked, self.part = "NONE", "OPEN", 0
        self.group = self.quantity + "|" + self.unit
        lim = fact.get("limits") or {}
        self.high = short(lim["high"]) if lim.get("high") is not None else None
        self.low = short(lim["low"]) if lim.get("low") is not None else None
        self.number = dec(v) if self.numeric else None


    def covers(self, words_of_run):
        """Whether the run says nothing that this series is not."""
        lex = lexicon()
        return all(w in self.eset or w in self.qwords or lex.quantity_of.get(w, NOTHING) & self.canon for w in words_of_run)


NOTHING = frozenset()
MARKS = (",", ";", "?", "+", "&")


def num(v):
    return format(v, "f") if isinstance(v, Decimal) else str(v)


def dec(v):
    return v if isinstance(v, Decimal) else Decimal(v)


def short(v):
    """Limits and statistics, which are doubles in the runtime: no zeros at the end."""
    d = dec(v).normalize()
    return d.quantize(Decimal(1)) if d.as_tuple().exponent > 0 else d


def mean_text(v, value):
    return num(short(dec(v).quantize(Decimal(1).scaleb(-(scale_of(value) + 1)), rounding=ROUND_HALF_EVEN)))


def scale_of(v):
    return max(-dec(v).as_tuple().exponent, 0)


def number(w):
    return Decimal(w)


def single(w):
    """A plural's singular, or the word."""
    return w[:-1] if len(w) > 3 and w[-1] == "s" else w


def spoken_number(ws, i):
    """The number that is said from the i-th word on, and where it ends; or none."""
    lex = lexicon()
    w = ws[i]
    j = i + 1
    if w in lex.tens:
        v = lex.tens[w]
        if 0 < lex.small.get(at(ws, j), 0) < 10:
            v += lex.small[ws[j]]
            j += 1
    elif w in lex.small:
        v = lex.small[w]
    elif w in SCALES:
        v = SCALES[w]
    elif is_number(w) and "." not in w and ws[j:j + 3] == ["and", "a", "half"]:
        return w + ".5", j + 3
    else:
        return None, i
    while at(ws, j) in SCALES:
        v *= SCALES[ws[j]]
        j += 1
    if v >= 100 and at(ws, j) == "and" and (at(ws, j + 1) in lex.tens or at(ws, j + 1) in lex.small):
        rest, j = spoken_number(ws, j + 1)
        return (str(v + int(rest)), j) if "." not in rest else (str(v + int(rest[:rest.index(".")])) + rest[rest.index("."):], j)
    if at(ws, j) == "point" and lex.small.get(at(ws, j + 1), 10) < 10:
        text, j = str(v) + ".", j + 1
        while lex.small.get(at(ws, j), 10) < 10:
            text += str(lex.small[ws[j]])
            j += 1
        return text, j
    if ws[j:j + 3] == ["and", "a", "half"]:
        return str(v) + ".5", j + 3
    return str(v), j


def at(ws, i):
    return ws[i] if 0 <= i < len(ws) else ""


def digits(ws, series, fact_words):
    """Numbers in words as digits, where they count, compare or name."""
    lex = lexicon()
    if lex.spoken.isdisjoint(ws):
        return ws
    out, i = [], 0
    while i < len(ws):
        text, j = spoken_number(ws, i)
        w, near = ws[i], at(out, len(out) - 1)
        if text is None:
            n = lex.ordinals.get(w)
            after = at(ws, i + 1)
            if n is not None and w not in fact_words and any(n in s.eset and (after in s.eset or single(after) in s.named) for s in series):
                out.append(n)
            else:
                out.append(w)
            i += 1
            continue
        if w in fact_words:
            out.append(w)
            i += 1
            continue
        negative = near in lex.minus and (at(out, len(out) - 2) in lex.compares or at(out, len(out) - 2) == "of")
        compared = negative or near in lex.compares or near == "of" and at(out, len(out) - 2) in lex.compares
        after = at(ws, j)
        if j == i + 1 and w in lex.small and 0 < lex.small[w] < 13:
            named = any(text in s.eset and (text != "1" and near not in lex.compares or single(near) in s.eset) for s in series)
            counts = after in lex.counted_units or compared and text != "1" and after not in lex.generic and after not in fact_words and single(after) not in fact_words
            if not named and not counts:
                out.append(w)
                i += 1
                continue
        if w in SCALES and near in ("a", "an"):
            out.pop()
        if negative:
            out[-1] = "-" + text
        else:
            out.append(text)
        i = j
    return out


def together(series, found):
    return any(all(w in s.named for w in found) for s in series)


def same(phrase, series, fact_words):
    """What the facts call it that the question calls otherwise, if there is just one."""
    found = [o for o in lexicon().same.get(phrase, ()) if o[0] in fact_words and (len(o) == 1 or together(series, o))]
    return found[0] if len(found) == 1 else None


def meant(ws, series, fact_words):
    """Names that are near: joined or split, shortened, called otherwise."""
    lex = lexicon()
    out, i, n = [], 0, len(ws)
    while i < n:
        w = ws[i]
        after = ws[i + 1] if i + 1 < n else ""
        if after:
            if w + after in fact_words and w not in MARKS and after not in MARKS and not is_number(w) and not is_number(after) and not together(series, (w, after)):
                out.append(w + after)
                i += 2
                continue
            pair = w + "-" + after
            if pair in lex.same and not together(series, (w, after)):
                found = same(pair, series, fact_words)
                if found:
                    out.extend(found)
                    i += 2
                    continue
        i += 1
        if w in fact_words:
            out.append(w)
            continue
        if w in lex.after_degree and at(out, len(out) - 1) in lex.degree:
            out.append(lex.after_degree[w])
            continue
        if w in lex.same:
            found = same(w, series, fact_words)
            if found:
                out.extend(found)
                continue
        if w in lex.quantity_of and w[-1] == "s" and w[:-1] in fact_words:
            out.append(w[:-1])
            continue
        if w in lex.known or is_number(w) or len(w) < 3 or w[-1] == "s" and w[:-1] in fact_words:
            out.append(w)
            continue
        found = split(w, series, fact_words) or whole(w, fact_words)
        out.extend(found or [w])
    return out


def split(w, series, fact_words):
    for k in range(3, len(w) - 2):
        if w[:k] in fact_words and w[k:] in fact_words and together(series, (w[:k], w[k:])):
            return [w[:k], w[k:]]
    return None


def whole(w, fact_words):
    """The one word of the facts that this is short for."""
    if w in lexicon().things:
        return None
    found = [f for f in fact_words if len(f) > len(w) + 1 and f.startswith(w)]
    return found if len(found) == 1 else None


def correct(ws, series):
    """The words as they were meant."""
    fact_words = set()
    for s in series:
        fact_words |= s.named
    return mend(meant(digits(ws, series, fact_words), series, fact_words), fact_words)


def mend(ws, fact_words):
    """Number words that name, plurals, typos: to a word of the facts first, then to a word of the lexicon. Numbers never."""
    lex = lexicon()
    nums = {w for w in fact_words if is_number(w)}
    mine = sorted(w for w in fact_words if len(w) >= 4 and not is_number(w))
    out = []
    for w in ws:
        if w in lex.number_words and lex.number_words[w] in nums:
            out.append(lex.number_words[w])
            continue
        if w in fact_words or w in lex.known or is_number(w):
            out.append(w)
            continue
        base = None
        for cand in ([w[:-1]] if w.endswith("s") else []) + ([w[:-2]] if w.endswith("es") else []) + ([w[:-3] + "y"] if w.endswith("ies") else []) + [w + "s"]:
            if cand in fact_words or (cand in lex.known and len(cand) > 2):
                base = cand
                break
        if base is None and len(w) >= 4 and w not in lex.things:
            base = nearest(w, mine, False) or nearest(w, lex.by_initial.get(w[0], []), True)
        out.append(base or w)
    return out


def nearest(w, vocabulary, first):
    best, found, ties = 3, None, 0
    for v in vocabulary:
        if v[0] != w[0]:
            continue
        d = distance(w, v, allowed_edits(min(len(w), len(v))))
        if d <= allowed_edits(min(len(w), len(v))):
            if d < best:
                best, found, ties = d, v, 1
            elif d == best:
                ties += 1
    return found if ties == 1 or first else None


class Part:
    def __init__(self):
        self.indexes = []
        self.plain = []       # words that stand in no name
        self.runs = []        # (start, end, [words])
        self.named = []       # (word, canonical quantities, where)


def direction_of(plain):
    lex = lexicon()
    plain = [w for i, w in enumerate(plain) if i == 0 or plain[i - 1] != "how"]      # "how hot" asks for the value
    up, down, fine, wrong, strong_up, strong_down = (any(w in s for w in plain) for s in (lex.above, lex.below, lex.fine, lex.trouble, lex.strongly_above, lex.strongly_below))
    if strong_up != strong_down:
        return "over" if strong_up else "under"
    if up != down:
        return "over" if up else "under"
    return None if up else "within" if fine else "outside" if wrong else None


UNITS = {}


def unit_of(unit):
    """The words of a unit."""
    if unit not in UNITS:
        UNITS[unit] = words(unit)
    return UNITS[unit]


class Reading:
    """What code can tell about a question."""

    def __init__(self, question, series):
        lex = lexicon()
        self.words = correct(words(question.replace("\u2039", " lt ").replace("\u203a", " gt ")), series)
        self.entity_words = {w for s in series for w in s.eset}
        self.literal_q = {w for s in series for w in s.qwords}
        self.unit_words = {w for s in series if s.unit for w in unit_of(s.unit)}
        self.lettered = {s.said[k - 1] for s in series for k in range(1, len(s.said)) if len(s.said[k]) == 1 and not is_number(s.said[k]) and s.said[k - 1] in s.eset}
        self.span, self.span_words = self.find_span()
        self.parts, self.series = [], series
        cur = []
        for i, w in enumerate(self.words):
            if w in lex.parts:
                self.add(cur)
                cur = []
            else:
                cur.append(i)
        self.add(cur)
        self.asked_number = None
        self.number_at = None
        prev_run = None
        for n, part in enumerate(self.parts):
            kept = []
            for run in part.runs:
                ws = run[2]
                if self.compared(run[0]):
                    if self.asked_number is None:
                        self.asked_number, self.number_at = number(ws[0]), run[0]
                    continue
                if all(is_number(w) for w in ws):
                    before = self.words[run[0] - 1] if run[0] > 0 else ""
                    if prev_run is not None and any(is_number(w) for w in prev_run) and before in ("and", "or", ","):
                        ws = [w for w in prev_run if not is_number(w)] + ws
                    elif any(w in s.eset and not (s.eset - set(ws)) for w in ws for s in series):
                        pass
                    else:
                        if self.asked_number is None:
                            self.asked_number, self.number_at = number(ws[0]), run[0]
                        continue
                kept.append((run[0], run[1], ws))
                prev_run = ws
            part.runs = kept
        self.max_parts = max(1, min(3, sum(1 for p in self.parts if p.runs or p.named)))
        for attr in ("runs", "named"):
            filled = [p for p in self.parts if getattr(p, attr)]
            for n, part in enumerate(self.parts):
                if not getattr(part, attr) and filled:
                    earlier = [p for p in self.parts[:n] if p in filled]
                    setattr(part, "use_" + attr, getattr(earlier[-1] if earlier else filled[0], attr))
                else:
                    setattr(part, "use_" + attr, getattr(part, attr))
        self.has_runs = any(p.runs for p in self.parts)
        named = {i for p in self.parts for r in p.runs for i in range(r[0], r[1])}
        for p in self.parts:
            p.plain = [self.words[i] for i in p.indexes if i not in named]
        self.plain = [w for p in self.parts for w in p.plain]
        self.beyond = any(self.asks_beyond(p.plain) for p in self.parts)

    def asks_beyond(self, ws):
        """Whether a part asks what no sheet tells: why, who, what will be, what to do."""
        lex = lexicon()
        i = 0
        while i < len(ws):
            w = ws[i]
            if w in lex.answerable:
                fine = next((p for p in lex.answerable[w] if ws[i:i + len(p)] == p), None)
                if fine:
                    i += len(fine)
                    continue
            if w in lex.beyond and any(ws[i:i + len(p)] == p and self.literal_q.isdisjoint(p) for p in lex.beyond[w]):
                return True
            i += 1
        return False

    def state_words(self, part):
        """The states that a part speaks of, or the question where the part speaks of none."""
        lex = lexicon()
        return [w for w in part.plain if w in lex.state_words] or [w for w in self.plain if w in lex.state_words]

    def direction(self, part):
        return direction_of(part.plain) or direction_of(self.plain)

    def find_span(self):
        lex = lexicon()
        ws = self.words
        for i, w in enumerate(ws):
            unit = lex.spans.get(w)
            has_number = (i > 0 and is_number(ws[i - 1]) and (i < 2 or ws[i - 2] not in self.entity_words) and unit != -1
                          and w not in lex.uncounted)
            if unit is None and has_number:
                unit = lex.short_spans.get(w)
            if unit is None or w in self.entity_words:
                continue
            if w in lex.counted and not has_number and not (i > 0 and ws[i - 1] in lex.lead):
                continue
            if unit == -2 or has_number and i > 1 and ws[i - 2] in lex.compares and ws[i - 2] not in lex.lead and ("." in ws[i - 1] or w in self.unit_words):      # "over 4.5 m"
                continue
            used = {i, i - 1} if has_number else {i}
            amount = ws[i - 1] if has_number else "1"
            after = ws[i + 1] if i + 1 < len(ws) else ""
            if unit == -1 or after in lex.not_span_after or "." in amount or amount.startswith("-") or len(amount) > 6:
                return -1, used
            return unit * int(amount), used
        return None, set()

    def add(self, indexes):
        if not indexes:
            return
        lex = lexicon()
        part = Part()
        part.indexes = indexes
        run = []
        for i in indexes + [None]:
            w = self.words[i] if i is not None else None
            bridge = w is not None and (w in lex.bridges or (w in lex.quantity_of or w in self.literal_q) and w not in self.entity_words)
            compared = w is not None and self.compared(i)
            apart = compared or w is not None and self.unit_at(i)
            inside = w is not None and not apart and i not in self.span_words and (w not in lex.bridges and not self.describes(i) and (
                w in self.entity_words or is_number(w) or (w not in lex.known and w not in self.literal_q) or self.qualifies(i)) or self.letter(i))
            if inside:
                run.append(i)
            elif run and (apart or not bridge):
                run = self.without_loose(run)
                if any(self.words[k] not in lex.generic for k in run):
                    part.runs.append((run[0], run[-1] + 1, [self.words[k] for k in run]))
                run = []
            if compared:
                part.runs.append((i, i + 1, [w]))
        for i in indexes:
            w = self.words[i]
            qs = set(lex.quantity_of.get(w, ()))
            if w in self.literal_q:
                qs.add(w)
            if qs and i not in self.span_words:
                part.named.append((w, frozenset(qs), i))
        strong = [n for n in part.named if n[0] not in lex.weak]
        if strong:      # "the current temperature", "the noise level": the other word is meant
            part.named = strong
        part.named = [n for n in part.named if not (n[0] == "current" and n[2] + 1 < len(self.words) and self.words[n[2] + 1] in lex.state_noun)]
        self.parts.append(part)

    def without_loose(self, run):
        """"The pump switch" where only another name has a switch: the last word is none of this name."""
        lex = lexicon()
        while len(run) > 1 and self.words[run[-1]] in lex.loose and not any(s.covers([self.words[k] for k in run]) for s in self.series):
            run = run[:-1]
        return run

    def compared(self, i):
        """"Over 30 in the cellar": a number to compare with, not a part of a name."""
        w, lex = self.words, lexicon()
        return is_number(w[i]) and i not in self.span_words and i > 0 and (w[i - 1] in lex.compares or w[i - 1] == "of" and i > 1 and w[i - 2] in lex.compares)

    def unit_at(self, i):
        """A word of the unit after such a number."""
        return i > 0 and self.words[i] in self.unit_words and (self.compared(i - 1) or self.unit_at(i - 1))

    def describes(self, i):
        """"Too hot", "below 5": the word is none of a name, even where a name has it."""
        w, lex = self.words, lexicon()
        if w[i] in lex.compares and i + 1 < len(w) and is_number(w[i + 1]):
            return True
        return (w[i] in lex.above or w[i] in lex.below) and (i > 0 and w[i - 1] in lex.degree or i + 1 < len(w) and w[i + 1] == "enough")

    def letter(self, i):
        """"Rack c" where there is a rack b."""
        w, lex = self.words, lexicon()
        return len(w[i]) == 1 and i > 0 and w[i - 1] in self.lettered and w[i] not in MARKS and at(w, i + 1) not in lex.after_article and at(w, i + 1) not in lex.trouble

    def qualifies(self, i):
        """"The left boiler" is not the boiler; "i left the boiler on" is."""
        lex, w = lexicon(), self.words
        return w[i] in lex.qualifiers and i + 1 < len(w) and w[i + 1] in self.entity_words and not (w[i] == "left" and i > 0 and w[i - 1] in lex.leavers)

    def match(self, series):
        """Marks every series: how its name and its quantity fit the question."""
        runs = []
        for p in self.parts:
            for r in p.use_runs:
                runs.append((p, r[2]))
        full_runs = {}
        table = []
        for s in series:
            options = []
            if not self.has_runs:
                for p in self.parts:
                    claim = self.claim(s, p)
                    options.append(("NONE", self.quantity(s, p, claim), None, claim))
            else:
                for p, r in runs:
                    rs = set(r)
                    if not (rs & s.eset):
                        level = "NONE"
                    elif s.covers(rs):
                        level = "FULL" if s.eset <= rs else "PART"
                    else:
                        level = "OTHER"
                    claim = self.claim(s, p)
                    fit = self.quantity(s, p, claim)
                    if level == "FULL":
                        full_runs[tuple(r)] = max(full_runs.get(tuple(r), 0), QRANK[fit])
                    options.append((level, fit, tuple(r), claim))
            table.append(options)
        for s, options in zip(series, table):
            fixed = [("OTHER" if level == "PART" and full_runs.get(r, -1) >= QRANK[q] else level, q, r, c) for level, q, r, c in options]
            s.level, s.asked, s.run, s.claim = max(fixed, key=lambda o: (CHOICE[o[0]], QRANK[o[1]])) if fixed else ("NONE", "OPEN", None, None)
        for s in series:
            if s.level == "PART" and sum(1 for o in series if o.level in ("PART", "MANY") and o.run == s.run and o.group == s.group) > 1:
                s.level = "MANY"
        if not self.has_runs:
            asked = [s for s in series if s.asked == "ASKED"]
            if len(asked) == 1:
                asked[0].level = "ONLY"
            else:
                for k, p in enumerate(self.parts):
                    own = [s for s, options in zip(series, table) if options[k][1] == "ASKED" and any(qs & s.canon for _, qs, _ in p.named)]
                    if len(own) == 1:
                        own[0].level = "ONLY"

    def quantity(self, s, part, claim):
        if claim is not None and not s.numeric:
            return "ASKED"
        named = [(w, qs) for w, qs, _ in part.use_named if w not in s.eset or qs & s.canon]
        if any(qs & s.canon for _, qs in named):
            return "ASKED"
        return "ELSE" if named else "OPEN"

    def claim(self, s, part):
        """What the part asks to be so of the series: words, whether it is so, and where it stands against a number."""
        if s.numeric:
            direction, n, v = self.direction(part), self.asked_number, s.number
            if n is not None:
                if direction in ("over", "under"):
                    return ("above " if direction == "over" else "below ") + num(n), v > n if direction == "over" else v < n, versus(v, n)
            elif direction is not None:
                truth = limit_truth(s, direction)
                if truth is None and direction == "under":
                    truth = self.under_upper(s)
                if truth is not None:
                    return {"over": "over limit", "under": "under limit", "within": "within limits", "outside": "outside limits"}[direction], truth, None
            return None
        if s.state is not None:
            pair, side = s.state
            for w in self.state_words(part):
                for k in (0, 1):
                    if w in pair[k]:
                        return w, k == side, None
        if s.low_text in ("true", "false"):
            for p in self.parts:
                for w, qs, _ in p.named:
                    if qs & s.canon:
                        return w, s.low_text == "true", None
        return None

    def under_upper(self, s):
        """"Under its limit" where there is but an upper one: not over it."""
        lex, ws = lexicon(), self.plain
        if s.low is None and s.high is not None and any(w in lex.limit_words for w in ws) and any(w in lex.strongly_below for w in ws) and not any(w in lex.lower_words for w in ws):
            return not s.number > s.high
        return None

    def read_as(self, series):
        """The question as read: names that were found become @, others &, a number to compare with #."""
        good, bad = {}, {}
        for p in self.parts:
            for r in p.runs:
                rs = set(r[2])
                if any(s.level in ("FULL", "PART", "MANY") and rs & s.eset and s.covers(rs) for s in series):
                    good[r[0]] = r
                elif any(rs & s.eset for s in series) or all(is_number(w) for w in rs):
                    bad[r[0]] = r
        out, i = [], 0
        while i < len(self.words):
            if i in good or i in bad:
                r = good.get(i) or bad.get(i)
                out.append("@" if i in good else "&")
                out.extend(w for w in self.words[r[0]:r[1]] if w not in r[2] and w not in lexicon().bridges)
                i = r[1]
            else:
                out.append("#" if i == self.number_at else self.words[i])
                i += 1
        return " ".join(out[:48])


def versus(v, n):
    if v == n:
        return "equal to " + num(n)
    return ("above " if v > n else "below ") + num(n) + " by " + num(abs(v - n))


def limit_truth(s, direction):
    if not s.numeric or (s.high is None and s.low is None):
        return None
    over, under = s.high is not None and s.number > s.high, s.low is not None and s.number < s.low
    if direction == "over":
        return None if s.high is None and not under else over
    if direction == "under":
        return None if s.low is None and not over else under
    return not over and not under if direction == "within" else over or under


def statement(s):
    """Where the value stands against its limits."""
    hi, lo, v = s.high, s.low, s.number
    if not s.numeric or (hi is None and lo is None):
        return None
    u = " " + s.unit if s.unit else ""
    if hi is not None and v > hi:
        return "over its upper limit %s%s by %s" % (num(hi), u, num(v - hi))
    if lo is not None and v < lo:
        return "under its lower limit %s%s by %s" % (num(lo), u, num(lo - v))
    if hi is not None and lo is not None:
        return "within its limits %s to %s%s" % (num(lo), num(hi), u)
    if hi is not None:
        return "under its upper limit %s%s by %s" % (num(hi), u, num(hi - v))
    return "over its lower limit %s%s by %s" % (num(lo), u, num(v - lo))


SPAN = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def seconds(span):
    w, d, h, m, s = (int(x) if x else 0 for x in SPAN.fullmatch(span).groups())
    return w * 604800 + d * 86400 + h * 3600 + m * 60 + s


def span_text(n):
    if n % 86400 == 0 and n > 86400:
        return "%d days" % (n // 86400)
    if n % 3600 == 0:
        return "%d h" % (n // 3600)
    if n % 60 == 0:
        return "%d min" % (n // 60)
    return "%d s" % n


def age(at, now):
    n = max(0, int((now - at).total_seconds() // 1))
    if n < 90:
        return "%d s ago" % n
    if n < 5400:
        return "%d min ago" % (n // 60)
    if n < 172800:
        return "%d h ago" % (n // 3600)
    return "%d days ago" % (n // 86400)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def window(s, reading):
    if not s.numeric:
        return None
    found = None
    for w in s.fact.get("windows") or []:
        n = seconds(w["span"])
        if reading.span is None:
            if found is None or n > found[0]:
                found = (n, w)
        elif n == reading.span:
            found = (n, w)
    return found


class Sheet:
    """The prompt and the answers it supports."""

    def __init__(self, question, facts, now):
        series = [Series(f) for f in facts[:30]]
        q = clean(question, 400)
        self.reading = r = Reading(q, series)
        r.match(series)
        order = sorted(range(len(series)), key=lambda i: (RANK[series[i].level], QRANK[series[i].asked]))
        self.series = series
        lines, self.alternatives = [], []
        self.meaning = {}
        for i in order:
            s = series[i]
            detailed = s.level in ("FULL", "PART", "ONLY") and s.asked != "ELSE"
            lines.append(self.line(s, detailed, r, now))
        self.mixed = False
        groups = self.groups(series, r)
        for g in groups:
            lines.append(self.group_line(g, r))
        self.volatile = "\n".join(["Question: " + q, "Facts:"] + lines + ["Read as: " + r.read_as(series)]) + "</s><|assistant|>"
        self.prefix = PREFIX
        if r.beyond:
            self.alternatives, self.meaning = [], {}
        self.alternatives.append(" unsure")
        self.meaning[" unsure"] = ("unsure", None)
        self.max_parts = r.max_parts

    def alt(self, text, meaning):
        text = " " + text
        if text not in self.meaning:
            self.alternatives.append(text)
            self.meaning[text] = meaning

    def line(self, s, detailed, r, now):
        head = "%s %s | %s: %s" % (s.level, s.asked, s.name, s.shown)
        value = "%s: %s" % (s.name, s.shown)
        if not detailed:
            return head
        self.alt(value, ("value", s))
        out = [head]
        st = statement(s)
        if st:
            out.append(st)
            self.alt("limit check: %s, %s" % (value, st), ("limit", s))
        if s.claim:
            w, truth, extra = s.claim
            if extra:
                out.append(extra)
            out.append("%s? %s" % (w, "yes" if truth else "no"))
            tail = extra or (st if s.numeric else None)
            self.alt(("yes, " if truth else "no, ") + value + (", " + tail if tail else ""), ("claim", s))
        found = window(s, r)
        if found:
            n, w = found
            t = span_text(n)
            top, bottom, mean = num(short(w["max"])), num(short(w["min"])), mean_text(w["mean"], s.number)
            out.append("last %s: highest %s, lowest %s, average %s" % (t, top, bottom, mean))
            u = " " + s.unit if s.unit else ""
            self.alt("highest in the last %s: %s %s%s" % (t, s.name, top, u), ("max", s))
            self.alt("lowest in the last %s: %s %s%s" % (t, s.name, bottom, u), ("min", s))
            self.alt("average in the last %s: %s %s%s" % (t, s.name, mean, u), ("mean", s))
        if s.fact.get("changed"):
            a = age(instant(s.fact["changed"]), now)
            out.append("changed " + a)
            self.alt("changed %s: %s %s" % (a, s.name, s.shown), ("changed", s))
        if s.fact.get("at"):
            a = age(instant(s.fact["at"]), now)
            out.append("measured " + a)
            self.alt("measured %s: %s %s" % (a, s.name, s.shown), ("measured", s))
        return "; ".join(out)

    def groups(self, series, r):
        found = {}
        for s in series:
            if s.asked == "ELSE" or s.level in ("OTHER", "ONLY", "PART") or (s.level == "NONE" and (r.has_runs or s.asked != "ASKED")):
                continue
            found.setdefault((s.level, s.group), []).append(s)
        out = []
        for key, members in found.items():
            if len(members) < 2:
                continue
            if any(m.asked == "OPEN" for m in members) and sum(1 for k, ms in found.items() if k[0] == key[0] and len(ms) > 1) > 1:
                continue
            if all(m.numeric for m in members) or not any(m.numeric for m in members):
                out.append(members)
        if not out:
            limited = [s for (level, _), ms in found.items() for s in ms if level != "NONE" and s.asked == "OPEN" and s.numeric and (s.high is not None or s.low is not None)]
            if len(limited) > 1:
                self.mixed = True
                out.append([s for s in series if s in limited])
        return out[:2]

    def group_line(self, members, r):
        n = len(members)
        label = "limits" if self.mixed else members[0].quantity or "value"
        first = members[0]
        out = []
        if self.mixed:
            self.limit_counts(out, members)
        elif first.numeric:
            u = " " + first.unit if first.unit else ""
            values = [dec(m.fact["value"]) for m in members]
            hi = members[values.index(max(values))]
            lo = members[values.index(min(values))]
            total = sum(values, Decimal(0))
            scale = max(max(-v.as_tuple().exponent, 0) for v in values) + 1
            mean = (total / n).quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_EVEN)
            out.append("highest %s %s, lowest %s %s, average %s, total %s" % (hi.name, hi.text, lo.name, lo.text, num(mean), num(total)))
            self.alt("highest of %d: %s, %s" % (n, hi.name, hi.shown), ("group-max", members))
            self.alt("lowest of %d: %s, %s" % (n, lo.name, lo.shown), ("group-min", members))
            self.alt("average of %d %s: %s%s" % (n, label, num(mean), u), ("group-mean", members))
            self.alt("total of %d %s: %s%s" % (n, label, num(total), u), ("group-total", members))
            self.limit_counts(out, members)
            direction = direction_of(r.plain)
            if r.asked_number is not None and direction in ("over", "under"):
                a = r.asked_number
                hit = [m for m, v in zip(members, values) if (v > a if direction == "over" else v < a)]
                self.count(out, ("above " if direction == "over" else "below ") + num(a), hit, n, members, "group-number")
        else:
            claims = [m for m in members if m.claim]
            if claims:
                w = claims[0].claim[0]
                same = [m for m in claims if m.claim[0] == w]
                self.count(out, w, [m for m in same if m.claim[1]], len(same), members, "group-state")
            else:
                for v in dict.fromkeys(m.low_text for m in members):
                    self.count(out, v, [m for m in members if m.low_text == v], n, members, "group-value")
        return "GROUP %d %s | %s" % (n, label, "; ".join(out))

    def limit_counts(self, out, members):
        for direction, word in (("over", "over limit"), ("under", "under limit")):
            known = [m for m in members if (m.high if direction == "over" else m.low) is not None]
            if known:
                self.count(out, word, [m for m in known if limit_truth(m, direction)], len(known), members, "group-" + direction)

    def count(self, out, word, hit, n, members, meaning):
        names = ", ".join(m.name for m in hit[:8]) + (" and %d more" % (len(hit) - 8) if len(hit) > 8 else "")
        out.append("%s %d%s" % (word, len(hit), ": " + names if hit else ""))
        self.alt("%s: %d of %d%s" % (word, len(hit), n, ", " + names if hit else ""), (meaning, members, word))
