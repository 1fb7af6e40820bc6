// What needs the history of one series (SPEC.md, U-50 to U-53).
import { conditionOf, judged } from "./conditions.mjs";
import { coverage, inScope, leftOut, number, numeric, readings, relevant, row, segments, single } from "./site.mjs";
import { written } from "./time.mjs";
import { decimals, round } from "./units.mjs";
import { unsure } from "./unsure.mjs";

const HOUR = 3_600_000;
const EVER = 731 * 24 * HOUR;
const iso = (at) => new Date(at).toISOString();

function only(list) {
  if (list.length !== 1) {
    throw unsure("incomplete", "thing");
  }
  return list[0];
}

export function changes({ site, query, time, now }) {
  if (time?.from === undefined) {
    throw unsure("incomplete", "over");
  }
  if (query.where) {
    return begun(site, query, time, now);
  }
  const all = [];
  let of = 0;
  for (const one of relevant(inScope(site.series, query.scope), query.scope)) {
    const known = segments(one, time, now).filter((part) => part.value !== null);
    of += known.length ? 1 : 0;
    const turns = known.filter((part, at) => at > 0 && part.value !== known[at - 1].value);
    const last = turns.at(-1);
    if (!last) {
      continue;
    }
    const numbers = number({ ...one, ...last }) !== null;
    const before = numbers ? known[0] : known[known.indexOf(last) - 1];
    if (!numbers || moved(one, time, before.value, last.value)) {
      all.push({
        ...row({ ...one, value: last.value, state: last.state }), before: before.value,
        stateBefore: before.state, at: iso(last.from), times: turns.length,
      });
    }
  }
  if (of === 0) {
    throw unsure("incomplete", "history");
  }
  return { kind: "changed", changes: all, of };
}

/** Which series began to fulfil the condition, with the value before (U-50). */
function begun(site, query, time, now) {
  const all = [];
  let of = 0;
  let complete = true;
  for (const one of judged(site.series, query)) {
    const { begun: turns, parts } = beginnings(one, query.where, time, now);
    const last = turns.at(-1);
    of += parts.some((part) => part.value !== null) ? 1 : 0;
    complete &&= parts.every((part) => part.value !== null || part.to <= time.from);
    if (last) {
      const before = parts[parts.indexOf(last) - 1];
      all.push({
        ...row({ ...one, value: last.value, state: last.state }), before: before.value,
        stateBefore: before.state, at: iso(last.from), times: turns.length,
      });
    }
  }
  if (of === 0 || !complete) {
    throw unsure("incomplete", "history");
  }
  return { kind: "changed", changes: all, of };
}

function moved(one, time, was, is) {
  const from = time.from - Math.max(24 * HOUR, time.to - time.from);
  const values = one.steps.filter((step) => step.at >= from && step.at <= time.from).map((step) => step.value);
  const moves = values.slice(1).map((value, at) => Math.abs(value - values[at])).sort((a, b) => a - b);
  const usual = moves.length < 3 ? Infinity : 3 * moves[moves.length >> 1];
  const distance = Math.abs(is - was);
  return distance > 0 && (distance > 0.05 * Math.abs(was) || distance > usual);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length === 0 ? 0 : sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

export function trend({ site, query, time, now }) {
  const one = only(numeric(site.series, query));
  readings([one], null, now);
  const last = (length) => ({ from: now - length, to: now, open: true });
  let stretch = time;
  if (!stretch) {
    const shorter = segments(one, last(HOUR / 2), now);
    const often = one.usual !== null && one.usual * 5 <= HOUR / 2 && coverage(shorter) === 1;
    stretch = often || shorter.filter((part) => part.value !== null).length > 5 ? last(HOUR / 2) : last(2 * HOUR);
  }
  const parts = segments(one, stretch, now);
  if (coverage(parts) < 0.5) {
    throw unsure("incomplete", "history");
  }
  const length = stretch.to - stretch.from;
  const points = Array.from({ length: 60 }, (_, at) => stretch.from + (length * (at + 0.5)) / 60)
    .map((at) => [at - stretch.from, parts.find((part) => part.from <= at && at < part.to)?.value ?? null])
    .filter(([, value]) => value !== null);
  const slope = median(points.flatMap(([at, value], index) =>
    points.slice(index + 1).map(([later, other]) => (other - value) / (later - at))));
  const rest = points.map(([at, value]) => value - slope * at);
  const noise = 1.4826 * median(rest.map((value) => Math.abs(value - median(rest))));
  const values = parts.filter((part) => part.value !== null).map((part) => part.value);
  const places = Math.max(...values.map(decimals));
  const steps = values.slice(1).map((value, at) => Math.abs(value - values[at])).filter((step) => step > 0);
  const step = Math.min(10 ** -places, ...steps);
  const few = values.length >= 3 && values.length <= 6
    && [1, -1].some((sign) => values.slice(1).every((value, at) => sign * (value - values[at]) > 0));
  const fitted = slope * length;
  const moved = Math.abs(fitted) > Math.max(2 * noise, 1.5 * step);
  const change = !moved && few ? values.at(-1) - values[0] : fitted;
  const moves = (!moved && few) || Math.abs(change) > Math.max(2 * noise, 1.5 * step);
  if (!moves && values.length === 2 && values[0] !== values[1]) {
    throw unsure("incomplete", "history");
  }
  const way = !moves ? "steady" : change > 0 ? "rising" : "falling";
  return { kind: "trend", way, change: round(change, places), unit: one.unit, over: written(length) };
}

export function duration({ site, query, time, now }) {
  const { where } = query;
  const one = only(judged(site.series, query));
  const holds = (part) => part.value !== null && conditionOf(where, { ...one, ...part });
  if (time) {
    const parts = segments(one, time, now);
    const length = parts.filter(holds).reduce((sum, part) => sum + part.to - part.from, 0);
    const known = coverage(parts);
    return { kind: "length", length: written(length), holds: holds(parts.at(-1)), atLeast: known < 1, coverage: known };
  }
  const current = readings([one], null, now).known[0];
  const wanted = conditionOf(where, current);
  const parts = segments(one, { from: now - EVER, to: now, open: true }, now);
  let since = null;
  let seen = false;
  for (const part of parts.reverse()) {
    if (part.value === null || holds(part) !== wanted) {
      seen = part.value !== null;
      break;
    }
    since = part.began;
  }
  return { kind: "length", length: written(now - since), holds: wanted, atLeast: !seen, coverage: 1, rows: [row(current)] };
}

/** The moments at which the condition began to hold, in a stretch. */
function beginnings(one, where, stretch, now) {
  const parts = segments(one, { ...stretch, from: stretch.from - 1 }, now);
  const begun = parts.filter((part, at) => at > 0 && part.from >= stretch.from && part.value !== null
    && parts[at - 1].value !== null && conditionOf(where, { ...one, ...part })
    && !conditionOf(where, { ...one, ...parts[at - 1] }));
  return { begun, parts };
}

export function when({ site, query, time, now }) {
  if (!query.where) {
    const one = only(single(relevant(inScope(site.series, query.scope), query.scope), query.scope));
    if (one.changed === null || time) {
      throw unsure("incomplete", "history");
    }
    return { kind: "moment", at: iso(one.changed), knownSince: iso(one.steps[0].at) };
  }
  const one = only(judged(site.series, query));
  const { begun, parts } = beginnings(one, query.where, time ?? { from: now - EVER, to: now, open: true }, now);
  const first = parts.find((part) => part.value !== null);
  if (!begun.length && (!first || conditionOf(query.where, { ...one, ...first }))) {
    throw unsure("incomplete", "history");
  }
  return { kind: "moment", at: begun.length ? iso(begun.at(-1).from) : null, knownSince: iso(one.steps[0].at) };
}

export function times({ site, query, time, now }) {
  let count = 0;
  let of = 0;
  const left = [];
  for (const one of judged(site.series, query)) {
    const { begun, parts } = beginnings(one, query.where, time, now);
    const known = parts.some((part) => part.value !== null);
    of += known ? 1 : 0;
    count += begun.length;
    if (parts.some((part) => part.value === null && part.to > time.from)) {
      left.push(leftOut(one, "not-known-so-long", one.steps[0]?.at));
    }
  }
  if (of === 0) {
    throw unsure("incomplete", "history", { leftOut: left });
  }
  return { kind: "count", count, of, leftOut: left };
}
