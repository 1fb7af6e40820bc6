// The time that a query is about (SPEC.md, U-30 to U-32), in milliseconds since 1970.
import { unsure } from "./unsure.mjs";

const DAY = 86_400_000;

/** Reads a duration of U-5. */
export function duration(text) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.]\d+)?)S)?)?$/.exec(text);
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * DAY + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
}

/** Writes a duration in hours, minutes and seconds (U-8). */
export function written(ms) {
  const hours = Math.trunc(ms / 3_600_000);
  const minutes = Math.trunc(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  const parts = (hours ? `${hours}H` : "") + (minutes ? `${minutes}M` : "") + (seconds ? `${seconds}S` : "");
  return `PT${parts || "0S"}`;
}

function offset(zone, at) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(at);
  const get = (type) => Number(parts.find((part) => part.type === type).value);
  const local = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  return local - Math.floor(at / 1000) * 1000;
}

/** The instant of a local time: the first of two, and later by what the clock skips. */
function instant(zone, local) {
  const before = offset(zone, local - DAY);
  const after = offset(zone, local + DAY);
  for (const one of [before, after]) {
    if (offset(zone, local - one) === one) {
      return local - one;
    }
  }
  return local - before;
}

/** Null for now, {moment} or {from, to, open}: whether it runs up to now. */
export function time(over, now, zone) {
  if (!over) {
    return null;
  }
  const today = Math.floor((now + offset(zone, now)) / DAY) * DAY;
  const clock = (text) => {
    const [hours, minutes, seconds = 0] = text.split(":").map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  };
  if (over.ago !== undefined) {
    return { moment: now - duration(over.ago) };
  }
  if (over.at !== undefined) {
    const back = ["today", "yesterday", "day-before-yesterday"].indexOf(over.day ?? "today");
    const moment = instant(zone, today - back * DAY + clock(over.at));
    if (moment > now) {
      throw unsure("incomplete", "over");
    }
    return { moment };
  }
  if (over.last !== undefined) {
    return stretch(now - duration(over.last), now, now);
  }
  if (over.since !== undefined) {
    const at = instant(zone, today + clock(over.since));
    return stretch(at < now ? at : instant(zone, today - DAY + clock(over.since)), now, now);
  }
  if (over.from !== undefined) {
    return stretch(Date.parse(over.from), Date.parse(over.to), now);
  }
  const [from, to] = term(over.calendar, today);
  return stretch(instant(zone, from), instant(zone, to), now);
}

function term(word, today) {
  const hour = DAY / 24;
  const day = new Date(today);
  const monday = today - ((day.getUTCDay() + 6) % 7) * DAY;
  const month = (more) => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + more, 1);
  const year = (more) => Date.UTC(day.getUTCFullYear() + more, 0, 1);
  return {
    "today": [today, today + DAY],
    "yesterday": [today - DAY, today],
    "day-before-yesterday": [today - 2 * DAY, today - DAY],
    "this-morning": [today + 6 * hour, today + 12 * hour],
    "this-afternoon": [today + 12 * hour, today + 18 * hour],
    "this-evening": [today + 18 * hour, today + DAY],
    "last-night": [today - 2 * hour, today + 6 * hour],
    "this-week": [monday, monday + 7 * DAY],
    "last-week": [monday - 7 * DAY, monday],
    "this-month": [month(0), month(1)],
    "last-month": [month(-1), month(0)],
    "this-year": [year(0), year(1)],
  }[word];
}

function stretch(from, to, now) {
  if (from >= now) {
    throw unsure("incomplete", "over");
  }
  return to < now ? { from, to, open: false } : { from, to: now, open: true };
}
