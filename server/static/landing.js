// Runs the questions and the query box in the page. Without script the questions are plain links and
// the box is a plain form. Whatever the graph says reaches the page as text, never as markup.

const MOST_ROWS = 500;
const WORDS = new Set(["sentence", "quote", "clause", "content", "comment"]);
const CERTAINTY = new Set(["certainty", "factuality"]);
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

const form = document.getElementById("editor");
const box = document.getElementById("query");
const answer = document.getElementById("answer");
const title = document.getElementById("answer-title");
const note = document.getElementById("answer-note");
const body = document.getElementById("answer-body");
const questions = [...document.querySelectorAll(".question")];
const base = document.body.dataset.base;
const endpoint = new URL("sparql", document.baseURI).href;

let latest = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

async function run(query, heading) {
  const number = ++latest;
  title.textContent = heading;
  note.textContent = "Asking …";
  body.replaceChildren();
  answer.hidden = false;
  answer.setAttribute("aria-busy", "true");
  answer.scrollIntoView({ block: "start" });
  answer.focus({ preventScroll: true });
  let shown;
  try {
    const began = performance.now();
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: ACCEPT },
      body: query,
    });
    const text = await response.text();
    const took = performance.now() - began;
    shown = response.ok
      ? result(text, response.headers.get("Content-Type"), took)
      : fault(JSON.parse(text));
  } catch {
    shown = fault({ detail: "The service does not answer. Is it still running?" });
  }
  if (number !== latest) return;
  note.textContent = shown.note;
  body.replaceChildren(shown.body);
  answer.removeAttribute("aria-busy");
}

function result(text, type, took) {
  const time = `in ${took < 1000 ? `${Math.round(took)} ms` : `${(took / 1000).toFixed(1)} s`}`;
  if (!type.includes("json")) {
    return { note: `A graph in Turtle, ${time}.`, body: element("pre", { class: "code" }, text) };
  }
  const { head, results, boolean } = JSON.parse(text);
  if (results === undefined) {
    return { note: `Answered ${time}.`, body: element("p", {}, boolean ? "Yes." : "No.") };
  }
  const rows = results.bindings;
  if (rows.length === 0) {
    return { note: `No rows, ${time}. The graph knows of no such thing.`, body: element("span") };
  }
  const count = `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`;
  const part = rows.length > MOST_ROWS ? ` The first ${MOST_ROWS} are shown; download all below.` : "";
  return { note: `${count}, ${time}.${part}`, body: table(head.vars, rows.slice(0, MOST_ROWS)) };
}

function fault({ detail, line, column }) {
  const place = line ? `Line ${line}, column ${column}: ` : "";
  if (line && box.value === box.dataset.asked) select(line, column);
  const shown = element("p", { class: "fault", role: "alert" }, `${place}${detail}`);
  return { note: "This was not answered.", body: shown };
}

function select(line, column) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  box.setSelectionRange(start, start + 1);
}

function table(variables, rows) {
  const labels = variables.map(
    (name) => name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase(),
  );
  const heads = labels.map((label) => element("th", { scope: "col" }, label));
  const lines = rows.map((row) =>
    element("tr", {}, ...variables.map((name, at) => cell(name, labels[at], row[name]))),
  );
  const made = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...lines),
  );
  const around = { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "answer-title" };
  return element("div", around, made);
}

function cell(name, label, term) {
  if (term === undefined) return element("td", { class: "empty" });
  const made = element("td", { "data-label": label });
  if (WORDS.has(name)) made.className = "words";
  if (/#(integer|decimal|double|date|gYear|gYearMonth|dateTime)$/.test(term.datatype ?? "")) {
    made.className = "figure";
  }
  if (CERTAINTY.has(name) && term.type === "literal") {
    made.append(element("span", { class: "certainty", "data-is": term.value }, term.value));
  } else {
    made.append(shown(term));
  }
  return made;
}

function shown(term) {
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") return `<<( ${["subject", "predicate", "object"]
    .map((part) => plain(term.value[part])).join(" ")} )>>`;
  if (term.type !== "uri") return term.value;
  if (term.value.startsWith(base)) {
    const query = `DESCRIBE <${term.value}>`;
    const href = `${endpoint}?${new URLSearchParams({ query, format: "ttl" })}`;
    return element("a", { href, title: term.value }, term.value.slice(base.length));
  }
  if (/^https?:/.test(term.value)) {
    return element("a", { href: term.value, rel: "noopener noreferrer" }, short(term.value));
  }
  return term.value;
}

function plain(term) {
  return term.type === "triple" ? "…" : short(term.value);
}

function short(iri) {
  return iri.match(/[^/#]+$/)?.[0] ?? iri;
}

function choose(question) {
  for (const one of questions) {
    if (one === question) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  box.value = question.dataset.query;
  box.dataset.asked = box.value;
  run(box.value, question.querySelector(".title").textContent);
}

for (const question of questions) {
  question.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", `#${question.id}`);
    choose(question);
  });
}

form.addEventListener("submit", (event) => {
  if (event.submitter?.value) return; // a download: the form itself does it
  event.preventDefault();
  for (const one of questions) one.removeAttribute("aria-current");
  box.dataset.asked = box.value;
  run(box.value, "Your query");
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("run"));
  }
});

for (const id of ["endpoint-url", "curl-url"]) document.getElementById(id).textContent = endpoint;

const linked = questions.find((question) => `#${question.id}` === location.hash);
if (linked) choose(linked);
