// Runs the vectors of queries: node run.mjs VECTORS. Ends with 1 and names them where some come to something else.
import { readFileSync } from "node:fs";
import { evaluate } from "./evaluate.mjs";
import { site } from "./site.mjs";

const file = JSON.parse(readFileSync(process.argv[2], "utf8"));
const TIME = /^\d{4}-\d\d-\d\dT/;

/** Where a result is not what the vector says; empty if it is. */
function difference(where, wanted, is) {
  if (Array.isArray(wanted) && Array.isArray(is)) {
    return wanted.length === is.length ? wanted.map((one, at) => difference(`${where}.${at}`, one, is[at])).find(Boolean) ?? ""
      : `${where} has ${is.length} entries, not ${wanted.length}`;
  }
  if (wanted !== null && typeof wanted === "object" && is !== null && typeof is === "object") {
    return Object.keys(wanted).map((key) => difference(`${where}.${key}`, wanted[key], key === "rowCount" ? is.rows?.length : is[key]))
      .find(Boolean) ?? "";
  }
  const same = TIME.test(wanted) ? Date.parse(wanted) === Date.parse(is)
    : where.endsWith(".coverage") ? Math.abs(wanted - is) < 0.001 : wanted === is;
  return same ? "" : `${where} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`;
}

let wrong = 0;
for (const vector of file.vectors) {
  let found;
  try {
    found = difference("result", vector.result, evaluate(site(file.telemetry[vector.telemetry]), vector.query));
  } catch (broken) {
    found = broken.stack;
  }
  if (found) {
    wrong++;
    console.log(`${vector.name}: ${found}`);
  }
}
console.log(`${file.vectors.length - wrong} of ${file.vectors.length} vectors hold`);
process.exitCode = wrong ? 1 : 0;
