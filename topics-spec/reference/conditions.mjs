// Conditions, and which series they judge (SPEC.md, U-17 and U-25 to U-28).
import { inScope, isFresh, leftOut, number, numeric, relevant, some, unqualified, words } from "./site.mjs";
import { convert, decimals, round } from "./units.mjs";
import { unsure } from "./unsure.mjs";

const GROUPS = [
  ["on", "off"], ["open", "closed", "opening", "closing", "ajar", "tilted"],
  ["running", "stopped", "idle", "paused", "starting", "stopping", "standby"],
  ["locked", "unlocked", "locking", "unlocking", "jammed"], ["occupied", "clear"], ["motion", "clear"],
  ["smoke", "clear"], ["tamper", "clear"], ["home", "away"], ["wet", "dry"], ["leak", "dry"],
  ["charging", "not charging", "discharging", "full"], ["connected", "disconnected"], ["plugged", "unplugged"],
  ["online", "offline"], ["ok", "fault", "alarm", "problem", "warning", "error"], ["low", "ok", "normal", "high"],
];

/** Whether a battery whose charge is a share is meant. */
export const lowBattery = (one, state) => state === "low" && one.quantity === "battery" && one.unit === "%";

function possible(one, state) {
  if (one.states) {
    const own = Object.values(one.states);
    return own.includes(state) || GROUPS.some((group) => group.includes(state) && own.every((each) => group.includes(each)));
  }
  return lowBattery(one, state) || String(one.value).toLowerCase() === state;
}

const isText = (one) => !one.states && typeof one.value !== "number";
const sort = (one) => [one.quantity, words(one.name).at(-1), one.kind].join();

/** The connection of each thing in scope (U-29). */
export function connections(all, query, now) {
  const known = [];
  const left = [];
  const found = inScope(all, query.scope);
  for (const thing of new Set(found.map((one) => one.thing))) {
    const own = found.filter((one) => one.thing === thing);
    const says = own.find((one) => !one.ended && ["online", "offline"].includes(one.state));
    const ended = own.find((one) => one.ended?.why === "offline");
    const fresh = own.find((one) => !one.ended && isFresh(one, now));
    if (says) {
      known.push(says);
    } else if (ended) {
      known.push({ ...ended, state: "offline", at: ended.ended.since });
    } else if (fresh) {
      known.push({ ...fresh, state: "online" });
    } else {
      left.push(leftOut(own[0], "stale", own[0].at));
    }
  }
  if (known.length === 0) {
    throw unsure("stale", left[0].name, { leftOut: left });
  }
  return { known, left };
}

export function judged(all, query) {
  const { where, scope } = query;
  if (where.state !== undefined) {
    const found = inScope(all, scope);
    const texts = found.filter((one) => possible(one, where.state) && isText(one)).map(sort);
    const able = some(found, (one) => possible(one, where.state) || (isText(one) && texts.includes(sort(one))), where.state);
    return unqualified(relevant(able, scope), scope);
  }
  const found = numeric(all, query);
  if (where.limit !== undefined) {
    return some(found, (one) => one.limits, "limit");
  }
  if (where.unit === undefined && new Set(found.map((one) => one.unit)).size > 1) {
    throw unsure("incomplete", "unit");
  }
  return found;
}

/** Whether a value fulfils the condition. */
export function conditionOf(where, one) {
  return plain(where, one) !== (where.not === true);
}

function plain(where, one) {
  if (where.state !== undefined) {
    return lowBattery(one, where.state) ? number(one) < 20
      : one.state === where.state || String(one.value).toLowerCase() === where.state;
  }
  if (where.limit !== undefined) {
    return (where.limit !== "low" && one.value > one.limits.high) || (where.limit !== "high" && one.value < one.limits.low);
  }
  const unit = where.unit ?? one.unit;
  const value = convert(one.value, one.unit, unit);
  if (where.low !== undefined) {
    return where.low <= value && value <= where.high;
  }
  switch (where.op) {
    case "above": return value > where.number;
    case "below": return value < where.number;
    case "at-least": return value >= where.number;
    case "at-most": return value <= where.number;
    default: return (unit === one.unit ? value : round(value, decimals(where.number))) === where.number;
  }
}
