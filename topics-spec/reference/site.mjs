// The telemetry of a vector as series with their history (SPEC.md, U-20 to U-23, U-33), and scopes (U-10 to U-17).
import { convertible } from "./units.mjs";
import { unsure } from "./unsure.mjs";

const MINUTES = 60_000;

export function site(telemetry) {
  const all = telemetry.series.map(series).sort((one, other) => (one.name < other.name ? -1 : 1));
  return { zone: telemetry.zone, now: Date.parse(telemetry.now), series: all };
}

function series(given) {
  const timed = given.values.filter((value) => value.at !== undefined);
  const gaps = timed.slice(1).map((value, at) => Date.parse(value.at) - Date.parse(timed[at].at));
  gaps.sort((one, other) => one - other);
  const state = (value) => given.states?.[String(value).toLowerCase()] ?? null;
  const steps = [];
  for (const { at, value } of timed) {
    if (steps.at(-1)?.value !== value) {
      steps.push({ at: Date.parse(at), value, state: state(value) });
    }
  }
  const last = given.values.at(-1);
  const ended = given.ended && { why: given.ended.why, since: Date.parse(given.ended.since) };
  return {
    ...given, unit: given.unit ?? null, steps, ended,
    changed: steps.length > 1 ? steps.at(-1).at : null,
    usual: gaps.length ? gaps[gaps.length >> 1] : null,
    value: last.value, state: state(last.value), at: last.at ? Date.parse(last.at) : null,
  };
}

export const number = (one) => (one.state === null && typeof one.value === "number" ? one.value : null);
const lasts = (one) => one.kind === "state" || one.kind === "setting" || one.quantity === "name";
const believed = (one) =>
  one.usual === null ? 24 * 60 * MINUTES : Math.max(10 * one.usual, 15 * MINUTES);

/** Whether a value is not too old, whatever its kind. */
export const isFresh = (one, now) => one.at !== null && one.at + believed(one) >= now;

export function stale(one, now) {
  if (lasts(one)) {
    return false;
  }
  return one.at === null ? one.usual !== null : one.at + believed(one) < now;
}

export function leftOut(one, why, since) {
  return { name: one.name, why, since: since === null || since === undefined ? null : new Date(since).toISOString() };
}

/** What the series were worth at the time; unsure if none was worth anything. */
export function readings(list, time, now) {
  const known = [];
  const left = [];
  const shown = [];
  for (const one of list) {
    if (time) {
      const held = one.steps.findLast((step) => step.at <= time.moment);
      if (held && !(one.ended && one.ended.since <= time.moment)) {
        known.push({ ...one, value: held.value, state: held.state, at: held.at });
      } else {
        left.push(leftOut(one, "not-known-so-long", one.steps[0]?.at));
      }
    } else if (one.ended) {
      left.push(leftOut(one, one.ended.why, one.ended.since));
      shown.push(one);
    } else if (stale(one, now)) {
      left.push(leftOut(one, "stale", one.at));
      shown.push(one);
    } else {
      known.push(one);
    }
  }
  if (known.length === 0) {
    const never = left.every((each) => each.why === "not-known-so-long");
    throw unsure(never ? "incomplete" : "stale", never ? "history" : left[0].name, {
      rows: shown.map(row), leftOut: left,
    });
  }
  return { known, left };
}

export function row(one) {
  return {
    name: one.name, value: one.value, unit: one.unit, state: one.state,
    at: one.at === null || one.at === undefined ? null : new Date(one.at).toISOString(),
  };
}

/** The values of one series over a stretch, without a hole: what is not known has the value null. */
export function segments(one, stretch, now) {
  const parts = [];
  let end = stretch.from;
  const until = one.ended ? one.ended.since : one.at === null || lasts(one) ? now : Math.min(now, one.at + believed(one));
  one.steps.forEach((step, index) => {
    const last = index + 1 === one.steps.length;
    const next = Math.min(last ? stretch.to : one.steps[index + 1].at, stretch.to);
    const from = Math.max(step.at, stretch.from);
    const inside = from < stretch.to || (stretch.open && from === stretch.to);
    const before = !last && one.steps[index + 1].at <= stretch.from;
    if (before || !inside) {
      return;
    }
    if (end < from) {
      parts.push({ from: end, to: from, value: null, state: null, began: end });
    }
    const to = last ? Math.max(Math.min(until, next), from) : next;
    parts.push({ from, to, value: step.value, state: step.state, began: step.at });
    end = to;
  });
  if (end < stretch.to) {
    parts.push({ from: end, to: stretch.to, value: null, state: null, began: end });
  }
  return parts;
}

export function coverage(parts) {
  const length = (list) => list.reduce((sum, part) => sum + part.to - part.from, 0);
  return length(parts.filter((part) => part.value !== null)) / length(parts);
}

/** Runs of letters with their marks, runs of digits, single ideographs. */
export function words(text) {
  return text.toLowerCase().match(/\p{Ideographic}|\p{Nd}+|(?:(?!\p{Ideographic})[\p{L}\p{Mn}\p{Mc}])+/gu) ?? [];
}

function holds(name, wanted) {
  return name.some((_, at) => wanted.every((word, index) => name[at + index] === word));
}

const list = (entries) => (entries === undefined ? [] : [entries].flat());

function joined(entries) {
  const all = [];
  for (const entry of entries) {
    if (/^\p{Nd}/u.test(words(entry)[0] ?? "") && all.length) {
      all.push(`${all.pop()} ${entry}`);
    } else {
      all.push(entry);
    }
  }
  return all;
}

/** The series that fulfil every restriction; null where there is none. */
function restricted(all, scope) {
  const known = (found, entry) => {
    if (found.length === 0) {
      throw unsure("unknown-word", entry.toLowerCase());
    }
    return found;
  };
  const parts = [];
  for (const field of ["thing", "class", "quantity", "place", "floor"]) {
    const entries = list(scope[field]);
    if (entries.length) {
      parts.push(entries.flatMap((entry) =>
        known(all.filter((one) => one[field].toLowerCase() === entry.toLowerCase()), entry)));
    }
  }
  for (const entry of joined(list(scope.like))) {
    const wanted = words(entry);
    parts.push(known(all.filter((one) =>
      holds(words(one.name), wanted) || holds(words(one.thing), wanted)), entry));
  }
  return parts.length ? all.filter((one) => parts.every((part) => part.includes(one))) : null;
}

export function inScope(all, scope = {}) {
  let found = restricted(all, scope) ?? all;
  for (const out of scope.not ?? []) {
    const gone = restricted(all, out) ?? [];
    found = found.filter((one) => !gone.includes(one));
  }
  if (found.length === 0) {
    const entries = ["thing", "like", "class", "quantity", "place", "floor"].flatMap((field) => list(scope[field]));
    throw entries.length ? unsure("unknown-word", entries.join(" ").toLowerCase()) : unsure("incomplete", "scope");
  }
  return found;
}

/** Whether each of the words stands in what the scope names. */
function named(one, scope) {
  const said = new Set([...list(scope?.like), ...list(scope?.quantity)].flatMap(words));
  return (qualifier) => words(qualifier).every((word) => said.has(word));
}

/** Without settings, statistics and the like, unless named or all there is (U-16). */
export function relevant(found, scope) {
  const kept = found.filter((one) =>
    !["setting", "statistic", "other"].includes(one.kind) || one.qualifiers.some(named(one, scope)));
  return kept.length ? kept : found;
}

/** Of one thing those without a further word, if there are such (U-16). */
export function single(found, scope) {
  return new Set(found.map((one) => one.thing)).size === 1 ? unqualified(found, scope) : found;
}

export function unqualified(found, scope) {
  const plain = found.filter((one) => one.qualifiers.every(named(one, scope)));
  return found.filter((one) => plain.includes(one)
    || !plain.some((other) => other.thing === one.thing && other.quantity === one.quantity));
}

export function some(found, test, detail) {
  const kept = found.filter(test);
  if (kept.length === 0) {
    throw unsure("incomplete", detail);
  }
  return kept;
}

/** Series with numbers, of one quantity (U-15). */
export function numeric(all, query) {
  let found = some(inScope(all, query.scope), (one) =>
    !one.states && one.kind !== "event" && number(one) !== null, "number");
  const unit = query.where?.unit ?? query.unit;
  if (list(query.scope?.quantity).length !== 1 && unit) {
    found = some(found, (one) => convertible(one.unit, unit), "unit");
  }
  found = single(relevant(found, query.scope), query.scope);
  if (new Set(found.map((one) => one.quantity)).size > 1) {
    throw unsure("incomplete", "quantity");
  }
  return found;
}
