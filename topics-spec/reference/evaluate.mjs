// Evaluates queries as SPEC.md section 10 says. It is there to show that the text is enough, not to be fast; it
// evaluates what the vectors have and no statistics.
import { conditionOf, connections, judged, lowBattery } from "./conditions.mjs";
import { changes, duration, trend, times, when } from "./history.mjs";
import { coverage, inScope, leftOut, number, numeric, readings, relevant, row, segments, single, some, stale } from "./site.mjs";
import { time, written } from "./time.mjs";
import { clean, convert, convertDifference, convertible, decimals, dimension, interval, round, told } from "./units.mjs";
import { Unsure, unsure } from "./unsure.mjs";

const MOST = 50;
const iso = (at) => new Date(at).toISOString();
const rows = (list) => list.slice(0, MOST).map(row);

export function evaluate(site, query) {
  try {
    return find({ site, query, time: time(query.over, site.now, site.zone), now: site.now });
  } catch (thrown) {
    if (thrown instanceof Unsure) {
      return thrown.result;
    }
    throw thrown;
  }
}

function find(context) {
  const { query } = context;
  switch (query.find) {
    case "value": return query.where ? group(context) : value(context);
    case "age": return age(context);
    case "list":
    case "count": return query.where ? group(context) : there(context);
    case "any":
    case "all": return group(context);
    case "max":
    case "min":
    case "mean":
    case "sum": return figures(context);
    case "difference":
    case "ratio":
    case "compare": return sides(context);
    case "limit": return limit(context);
    case "changes": return changes(context);
    case "trend": return trend(context);
    case "duration": return duration(context);
    case "when": return when(context);
    case "times": return times(context);
    case "problems": return problems(context);
    default: return topics(context);
  }
}

function value({ site, query, time, now }) {
  if (time?.from !== undefined) {
    throw unsure("incomplete", "over");
  }
  const list = single(relevant(inScope(site.series, query.scope), query.scope), query.scope);
  const { known, left } = readings(list, time, now);
  const wanted = query.unit;
  if (!wanted) {
    return { kind: "values", rows: rows(known), of: known.length, leftOut: left };
  }
  const out = known.filter((one) => number(one) === null || !convertible(one.unit, wanted))
    .map((one) => leftOut(one, number(one) === null ? "not-a-number" : "other-unit"));
  const kept = known.filter((one) => number(one) !== null && convertible(one.unit, wanted))
    .map((one) => ({ ...one, value: told(one.value, one.unit, wanted), unit: wanted }));
  if (kept.length === 0) {
    throw unsure("incomplete", "unit", { rows: rows(known), leftOut: [...left, ...out] });
  }
  return { kind: "values", rows: rows(kept), of: kept.length, leftOut: [...left, ...out] };
}

function age({ site, query, now }) {
  const list = single(relevant(inScope(site.series, query.scope), query.scope), query.scope);
  const aged = list.filter((one) => !one.ended && one.at !== null);
  const left = list.filter((one) => !aged.includes(one))
    .map((one) => one.ended ? leftOut(one, one.ended.why, one.ended.since) : leftOut(one, "not-known-so-long"));
  if (aged.length === 0) {
    const never = left.every((each) => each.why === "not-known-so-long");
    throw unsure(never ? "incomplete" : "stale", never ? "history" : left[0].name, { leftOut: left });
  }
  return aged.length === 1 && left.length === 0
    ? { kind: "length", length: written(now - aged[0].at), holds: true, atLeast: false, coverage: 1, rows: rows(aged) }
    : { kind: "values", rows: rows(aged), of: aged.length, leftOut: left };
}

/** What there is: things, or series where the scope names a quantity (U-41). */
function there({ site, query, time, now }) {
  let list = relevant(inScope(site.series, query.scope), query.scope).filter((one) => one.ended?.why !== "removed");
  if (query.scope?.quantity === undefined) {
    const things = [...new Set(list.map((one) => one.thing))];
    list = things.map((thing) => list.filter((one) => one.thing === thing))
      .map((own) => own.find((one) => one.kind === "state" && !one.qualifiers.length)
        ?? own.find((one) => !one.qualifiers.length) ?? own[0]);
  }
  const { known, left } = readings(list, time, now);
  return query.find === "count"
    ? { kind: "count", count: list.length, of: list.length, rows: rows(known), leftOut: left }
    : { kind: "values", rows: rows(known), of: list.length, leftOut: left };
}

/** Those that fulfil the condition, those that do not, and those of which neither is known. */
function split({ site, query, time, now }) {
  if (!time && ["online", "offline"].includes(query.where.state)) {
    const { known, left } = connections(site.series, query, now);
    const holds = (one) => conditionOf(query.where, one);
    return { yes: known.filter(holds), no: known.filter((one) => !holds(one)), left, one: known.length + left.length === 1 };
  }
  const list = judged(site.series, query);
  const yes = [];
  const no = [];
  if (time?.from === undefined) {
    const { known, left } = readings(list, time, now);
    known.forEach((one) => (conditionOf(query.where, one) ? yes : no).push(one));
    return { yes, no, left, one: list.length === 1 };
  }
  const left = [];
  for (const one of list) {
    const parts = segments(one, time, now);
    const known = parts.filter((part) => part.value !== null).map((part) => ({ ...one, ...part, at: part.began }));
    const held = known.findLast((part) => conditionOf(query.where, part));
    const failed = known.findLast((part) => !conditionOf(query.where, part));
    const complete = known.length === parts.length;
    const [decides, other, sure, unproven] = query.find === "all" ? [failed, held, no, yes] : [held, failed, yes, no];
    if (decides) {
      sure.push(decides);
    } else if (complete && other) {
      unproven.push(other);
    } else {
      left.push(leftOut(one, "not-known-so-long", one.steps[0]?.at));
    }
  }
  const decided = query.find === "any" ? yes.length || !left.length
    : query.find === "all" ? no.length || !left.length : yes.length || no.length;
  if (!decided) {
    throw unsure("incomplete", "history", { rows: rows(yes), leftOut: left });
  }
  return { yes, no, left, one: list.length === 1 };
}

function group(context) {
  const { yes, no, left, one } = split(context);
  const of = yes.length + no.length;
  const shown = rows(one && yes.length === 0 ? no : yes);
  switch (context.query.find) {
    case "any": return { kind: "truth", yes: yes.length > 0, rows: shown, of, leftOut: left };
    case "all": return { kind: "truth", yes: no.length === 0, rows: shown, of, leftOut: left };
    case "count": return { kind: "count", count: yes.length, of, rows: rows(yes), leftOut: left };
    default: return { kind: "values", rows: rows(yes), of, leftOut: left };
  }
}

/** What a counter added: its rises, and what it shows after a reset. */
function added(parts) {
  const values = parts.filter((part) => part.value !== null).map((part) => part.value);
  return clean(values.slice(1).reduce((sum, value, at) => sum + (value < values[at] ? value : value - values[at]), 0));
}

function mean(parts) {
  const known = parts.filter((part) => part.value !== null);
  const length = known.reduce((sum, part) => sum + part.to - part.from, 0);
  return known.reduce((sum, part) => sum + part.value * (part.to - part.from), 0) / length;
}

function figures(context) {
  const { site, query, time, now } = context;
  const over = time?.from !== undefined;
  let left = [];
  let known;
  if (over) {
    known = numeric(site.series, query);
    if (query.find === "sum") {
      known = some(known, (one) => one.kind === "counter", "counter");
    }
    known = known.flatMap((one) => {
      const parts = segments(one, counted(one, query.find, time), now);
      if (parts.every((part) => part.value === null)) {
        left.push(leftOut(one, "not-known-so-long", one.steps[0]?.at));
        return [];
      }
      return [{ ...one, ...figure(one, parts, query.find), coverage: coverage(parts) }];
    });
    if (known.length === 0) {
      throw unsure("incomplete", "history", { leftOut: left });
    }
  } else if (query.where) {
    ({ yes: known, left } = split(context));
  } else {
    ({ known, left } = readings(numeric(site.series, query), time, now));
  }
  const unit = query.unit ?? commonest(known);
  left = left.concat(known.filter((one) => !convertible(one.unit, unit)).map((one) => leftOut(one, "other-unit")));
  known = known.filter((one) => convertible(one.unit, unit)).map((one) => ({
    ...one, exact: convert(one.exact ?? one.value, one.unit, unit), value: told(one.value, one.unit, unit),
    places: one.places ?? decimals(told(one.value, one.unit, unit)), from: one.unit, unit,
  }));
  if (known.length === 0) {
    throw unsure("incomplete", "unit", { leftOut: left });
  }
  return result(query, known, unit, left, over);
}

/** What a counter shows at the very end was added before it (U-46). */
function counted(one, find, time) {
  return find === "sum" || one.kind === "counter" ? { ...time, open: true } : time;
}

function figure(one, parts, find) {
  if (find === "sum" || one.kind === "counter") {
    return { value: added(parts) };
  }
  const known = parts.filter((part) => part.value !== null);
  if (find === "mean") {
    const places = Math.max(...known.map((part) => decimals(part.value))) + 1;
    return { value: round(mean(parts), places), exact: mean(parts), places };
  }
  const best = known.reduce((best, part) =>
    (find === "max" ? part.value > best.value : part.value < best.value) ? part : best);
  return { value: best.value, at: best.from };
}

function commonest(list) {
  const counts = {};
  list.forEach((one) => { if (one.unit !== null) { counts[one.unit] = (counts[one.unit] ?? 0) + 1; } });
  return Object.keys(counts).sort().reduce((best, unit) => (best === null || counts[unit] > counts[best] ? unit : best), null);
}

function result(query, known, unit, left, over) {
  const least = over ? Math.min(...known.map((one) => one.coverage)) : 1;
  const places = Math.max(...known.map((one) => one.places));
  const total = known.reduce((sum, one) => sum + one.exact, 0);
  const computed = (number) => ({ kind: "computed", number, unit, of: known.length, at: null, coverage: least, rows: rows(known), leftOut: left });
  if (query.find === "mean") {
    return computed(round(total / known.length, places + (over ? 0 : 1)));
  }
  if (query.find === "sum") {
    const now = ["power", "current", "flow"];
    const always = ["energy", "volume", "mass", "data"];
    if (known.some((one) => !always.concat(over ? [] : now).includes(dimension(one.unit)))) {
      throw unsure("incomplete", "sum");
    }
    return computed(round(total, places));
  }
  if (over && known.length === 1) {
    return { ...computed(known[0].value), at: iso(known[0].at) };
  }
  const sign = query.find === "max" ? -1 : 1;
  const sorted = known.toSorted((one, other) => sign * (one.exact - other.exact));
  return { kind: "extremes", rows: rows(sorted.slice(0, query.top ?? 1)), of: known.length, coverage: least, leftOut: left };
}

function side({ site, query, time, now }, series) {
  const list = series ? [series] : numeric(site.series, query);
  if (list.length !== 1) {
    throw unsure("incomplete", "thing");
  }
  if (time?.from === undefined) {
    return readings(list, time, now).known[0];
  }
  const parts = segments(list[0], counted(list[0], "mean", time), now);
  if (coverage(parts) < 0.9) {
    throw unsure("incomplete", "history");
  }
  return { ...list[0], ...figure(list[0], parts, list[0].kind === "counter" ? "sum" : "mean") };
}

function otherSide(context, one) {
  const { query, site } = context;
  const { than } = query;
  if (than.number !== undefined) {
    return { value: than.number, unit: than.unit ?? one.unit, given: true };
  }
  if (than.scope) {
    return side({ ...context, query: { scope: than.scope } });
  }
  if (than.over) {
    const own = site.series.find((each) => each.name === one.name);
    return side({ ...context, time: time(than.over, site.now, site.zone) }, own);
  }
  const limits = one.limits ?? {};
  const wanted = { "above": "high", "at-least": "high", "below": "low", "at-most": "low" }[query.where?.relation];
  const names = wanted ? [wanted] : Object.keys(limits);
  if (names.length !== 1 || limits[names[0]] === undefined) {
    throw unsure("incomplete", "limit", { rows: [row(one)] });
  }
  return { value: limits[names[0]], unit: one.unit, given: true };
}

function sides(context) {
  const { query } = context;
  const one = side(context);
  const other = otherSide(context, one);
  const both = rows([one, other].filter((each) => !each.given));
  if (!convertible(one.unit, other.unit)) {
    throw unsure("incomplete", "unit", { rows: both });
  }
  const second = convert(other.value, other.unit, one.unit);
  const computed = (number, unit) => ({ kind: "computed", number, unit, of: both.length, at: null, coverage: 1, rows: both, leftOut: [] });
  if (query.find === "difference") {
    const places = Math.max(decimals(one.value), decimals(other.value));
    const wanted = query.unit ?? one.unit;
    return computed(round(convertDifference(one.value - second, one.unit, wanted),
      wanted === one.unit ? places : Math.max(places, 1)), wanted);
  }
  if (query.find === "ratio") {
    if (interval(one.unit) || second === 0) {
      throw unsure("incomplete", "ratio", { rows: both });
    }
    return computed(Number((one.value / second).toPrecision(4)), null);
  }
  const { relation: op, not } = query.where;
  const holds = conditionOf({ op, number: other.value, unit: other.unit, not }, one);
  return { kind: "truth", yes: holds, rows: both, of: both.length, leftOut: [] };
}

function limit({ site, query }) {
  const all = inScope(site.series, query.scope).flatMap((one) => ["low", "high"]
    .filter((state) => one.limits?.[state] !== undefined)
    .map((state) => ({ ...one, value: told(one.limits[state], one.unit, query.unit ?? one.unit), unit: query.unit ?? one.unit, state, at: null })));
  if (all.length === 0) {
    throw unsure("incomplete", "limit");
  }
  return { kind: "values", rows: rows(all), of: all.length, leftOut: [] };
}

const TROUBLES = ["over-limit", "under-limit", "fault", "leak", "smoke", "offline", "unavailable", "low-battery", "stale"];

function trouble(one, now) {
  if (one.ended) {
    return one.ended.why === "removed" ? null : one.ended.why;
  }
  if (stale(one, now)) {
    return "stale";
  }
  if (one.state !== null) {
    return TROUBLES.includes(one.state) ? one.state : null;
  }
  if (one.value > one.limits?.high) {
    return "over-limit";
  }
  if (one.value < one.limits?.low) {
    return "under-limit";
  }
  return lowBattery(one, "low") && one.value < 20 ? "low-battery" : null;
}

function problems({ site, query, now }) {
  const list = inScope(site.series, query.scope);
  const all = list.map((one) => ({ one, trouble: trouble(one, now) })).filter((each) => each.trouble)
    .sort((one, other) => TROUBLES.indexOf(one.trouble) - TROUBLES.indexOf(other.trouble))
    .map(({ one, trouble }) => ({ ...row(one), trouble, limit: { "over-limit": one.limits?.high, "under-limit": one.limits?.low }[trouble] ?? null }));
  return { kind: "problems", problems: all.slice(0, MOST), of: list.length };
}

function topics({ site, query }) {
  const list = inScope(site.series, query.scope);
  const names = (field) => [...new Set(list.map((one) => one[field]))].filter(Boolean).sort().slice(0, MOST);
  return { kind: "topics", things: names("thing"), quantities: names("quantity") };
}
