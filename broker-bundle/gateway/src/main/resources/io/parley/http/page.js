"use strict";
// Everything shown came from outside: it is put in as text, never as markup.
const find = (id) => document.getElementById(id);
const time = (at) => (at ? new Date(at).toLocaleTimeString() : "");
const list = (values) => (values || []).join(", ");

function rows(id, items, cells) {
  const body = find(id).tBodies[0];
  const columns = find(id).tHead.rows[0].cells.length;
  const fresh = items.map((item) => {
    const row = document.createElement("tr");
    for (const cell of cells(item)) {
      const td = row.insertCell();
      const [text, mark] = Array.isArray(cell) ? cell : [cell, ""];
      td.textContent = text === undefined || text === null ? "" : String(text);
      if (/^[a-z]+$/.test(mark || "")) td.className = mark;
    }
    return row;
  });
  if (fresh.length === 0) {
    const row = document.createElement("tr");
    const td = row.insertCell();
    td.colSpan = columns;
    td.className = "empty";
    td.textContent = "none";
    fresh.push(row);
  }
  body.replaceChildren(...fresh);
}

const said = (answer) =>
  !answer ? "under way" : answer.text || (answer.data === undefined ? (answer.reason || {}).text : JSON.stringify(answer.data));
const sure = (answer) => (answer && answer.confidence !== undefined ? answer.confidence.toFixed(2) : "");

function age(seconds) {
  if (seconds === undefined) return "unknown";
  const steps = [[86400, "d"], [3600, "h"], [60, "min"]];
  const [length, unit] = steps.find(([least]) => seconds >= least) || [1, "s"];
  return Math.floor(seconds / length) + " " + unit;
}

function value(series) {
  if (series.ended) return [series.ended.why, "offline"];
  const raw = series.value === undefined ? "" : String(series.value);
  if (series.state === undefined) return raw;
  return series.state === raw.toLowerCase() ? series.state : `${series.state} (${raw})`;
}

let asked = 0;
async function refreshSeries() {
  const mine = ++asked;
  const seen = await get("/api/series?limit=200&q=" + encodeURIComponent(find("words").value));
  if (mine !== asked) return;
  rows("series", seen.series, (s) => [s.name, value(s), s.unit, age(s.ageSeconds), s.place, s.class,
    s.topic + (s.path ? " " + s.path : "")]);
  find("shown").textContent = seen.of > seen.series.length
    ? `${seen.series.length} of ${seen.of}; more words show fewer` : `${seen.of}`;
  const lacking = seen.series.filter((s) => s.lacks);
  rows("unread", [...seen.unread,
    ...["quantity", "unit"].map((what) => ({ filter: "shown above", kind: "no " + what,
      count: lacking.filter((s) => s.lacks.includes(what)).length })).filter((one) => one.count > 0)],
  (u) => [u.filter, u.kind, u.count]);
}

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(path + " answered " + response.status);
  return response.json();
}

async function refresh() {
  try {
    const [health, agents, exchanges, unanswered, protocols] = await Promise.all(
      ["health", "agents", "exchanges", "unanswered", "protocols"].map((name) => get("/api/" + name)));
    find("self").textContent = `${health.tier} ${health.site}/${health.agent}, ` +
      (health.ready ? "ready" : "not ready") + (health.problems || []).map((one) => "; " + one).join("");
    rows("agents", agents, (a) => {
      const card = a.card || {}, status = a.status || {}, load = status.load || {};
      return [(a.parent ? a.parent + " > " : "") + a.site + "/" + a.agent, card.tier,
        [status.state, status.state], load.queue, list(card.subjects), list(card.models)];
    });
    rows("exchanges", exchanges, (e) => {
      const answer = e.answer || {};
      return [time(e.at), e.subject, e.question, said(e.answer), [answer.status, answer.status],
        answer.route, sure(e.answer), e.ms];
    });
    rows("unanswered", unanswered, (u) => [time(u.at), u.times, u.subject, u.question, u.reason, u.guess]);
    await refreshSeries();
    rows("protocols", protocols, (p) => [p.name, p.state, p.routine ? "yes" : "no", p.uses, p.cid]);
  } catch (problem) {
    find("self").textContent = "cannot reach this node: " + problem.message;
  } finally {
    setTimeout(refresh, document.hidden ? 15000 : 3000);
  }
}

find("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const out = find("answer");
  out.className = "";
  out.textContent = "asking";
  try {
    const subject = find("subject").value.trim();
    const response = await fetch("/api/ask" + (subject ? "?subject=" + encodeURIComponent(subject) : ""), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: find("text").value }),
    });
    const answer = await response.json();
    const parts = [said(answer), answer.status, answer.route, sure(answer)].filter(Boolean);
    out.textContent = parts.join(" | ");
    if (/^[a-z]+$/.test(answer.status || "")) out.className = answer.status;
  } catch (problem) {
    out.textContent = problem.message;
  }
});

find("words").addEventListener("input", () => refreshSeries().catch(() => { /* the next round says so */ }));

refresh();
