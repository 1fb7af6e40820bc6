/** What ends an evaluation in which nothing can be said for sure. */
export class Unsure extends Error {
  constructor(code, detail, more) {
    super(`${code}: ${detail}`);
    this.result = { kind: "unknown", code, detail, rows: [], leftOut: [], ...more };
  }
}

export function unsure(code, detail, more = {}) {
  return new Unsure(code, detail, more);
}
