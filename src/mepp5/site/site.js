"use strict";
// What the pages do beyond being read; without it all is shown, and what needs it stays hidden.
(() => {
  const find = (id) => document.getElementById(id);
  const facts = document.body.dataset;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  // index.html#POLICY/NUMBER leads to the clause on its policy's page.
  const followAddress = () => {
    const [, policy, number] = /^#([^/]+)\/(\d{4})$/.exec(decodeURIComponent(location.hash)) || [];
    if (facts.policies.split(" ").includes(policy)) location.replace(`${policy}.html#${number}`);
  };

  const openPolicy = (form) => {
    const count = find("count");
    const clauses = [...document.querySelectorAll(".c")];
    const texts = new Map(clauses.map((clause) => [clause, clause.querySelector(".t").textContent.replace(/\s/g, " ").toLowerCase()]));
    const marks = "highlights" in CSS ? new Highlight() : null;
    if (marks) CSS.highlights.set("found", marks);

    const tests = {
      words: (clause, words) => texts.get(clause).includes(words),
      practice: (clause, [category, polarity]) =>
        clause.dataset.p.split(",").map((practice) => practice.split("/"))
          .some(([name, sign]) => (!category || name === category) && (!polarity || sign === polarity)),
      slot: (clause, slot) => clause.dataset.s.split(",").some((pair) => pair === slot || pair.startsWith(`${slot}/`)),
      disputed: (clause, what) => {
        const found = clause.dataset.d.split(",").filter(Boolean);
        return what === "any" ? found.length > 0 : what === "none" ? !found.length : found.includes(what);
      },
    };

    const mark = (clause, words) => {
      const walker = document.createTreeWalker(clause.querySelector(".t"), NodeFilter.SHOW_TEXT);
      const nodes = [];
      let length = 0;
      while (walker.nextNode()) {
        nodes.push([length, walker.currentNode]);
        length += walker.currentNode.length;
      }
      const text = texts.get(clause);
      if (text.length !== length) return; // a letter whose small form is longer: better no mark than a wrong one
      const locate = (place) => nodes.findLast(([start]) => start <= place);
      for (let place = text.indexOf(words); place >= 0; place = text.indexOf(words, place + words.length)) {
        const [[first, from], [last, to]] = [locate(place), locate(place + words.length - 1)];
        const range = new Range();
        range.setStart(from, place - first);
        range.setEnd(to, place + words.length - last);
        marks.add(range);
      }
    };

    const hideEmpty = (filtered) => {
      const depth = (heading) => Number(heading.tagName[1]);
      let full = 7; // the depth of the headings above something that is seen
      for (const unit of [...find("text").children].reverse()) {
        if (/^H\d$/.test(unit.tagName)) {
          unit.hidden = filtered && depth(unit) >= full;
          if (!unit.hidden) full = depth(unit);
        } else if (unit.classList.contains("c")) {
          if (!unit.hidden) full = 7;
        } else unit.hidden = filtered;
      }
    };

    const apply = () => {
      const chosen = Object.fromEntries(new FormData(form));
      const words = chosen.words.trim().replace(/\s+/g, " ").toLowerCase();
      const asked = {
        words,
        practice: chosen.category || chosen.polarity ? [chosen.category, chosen.polarity] : "",
        slot: chosen.slot,
        disputed: chosen.disputed,
      };
      const active = Object.entries(asked).filter(([, value]) => value);
      for (const clause of clauses) clause.hidden = !active.every(([name, value]) => tests[name](clause, value));
      hideEmpty(active.length > 0);
      find("text").classList.toggle("plain", Boolean(chosen.plain));
      const seen = clauses.filter((clause) => !clause.hidden);
      marks?.clear();
      if (marks && words) for (const clause of seen) mark(clause, words);
      count.textContent = active.length ? `${seen.length} of ${clauses.length} clauses shown.` : `${clauses.length} clauses.`;
    };

    // An address leads to its clause even where a filter hid it.
    const showTarget = () => {
      const target = find(decodeURIComponent(location.hash.slice(1)));
      if (!target?.hidden) return;
      form.reset();
      setTimeout(() => target.scrollIntoView());
    };

    const cite = async (clause, told) => {
      const page = `${facts.policy}.html`;
      const address = location.protocol === "file:" ? page : location.href.split("#")[0];
      const said = `${facts.cited}, clause ${facts.policy}/${clause.id}. In: MEPP-5, the Mi Ecosystem Privacy Policies corpus, version ${facts.version}. ${address}#${clause.id}`;
      try {
        await navigator.clipboard.writeText(said);
        told.textContent = `Copied: ${said}`;
      } catch {
        told.textContent = said; // to be copied by hand
      }
    };

    const complete = (clause, details) => {
      if (details.querySelector("button")) return;
      const told = make("span", { role: "status" });
      const button = make("button", { type: "button", textContent: "Cite this clause" });
      button.addEventListener("click", () => cite(clause, told));
      details.append(make("p", {}, make("a", { href: `#${clause.id}`, textContent: `${facts.policy}.html#${clause.id}` }), " ", button, " ", told));
    };

    find("text").addEventListener("toggle", ({ target }) => target.open && complete(target.closest(".c"), target), true);
    find("text").addEventListener("click", ({ target }) => {
      const details = target.closest(".t")?.parentElement.querySelector("details");
      if (details && getSelection().isCollapsed) details.open = !details.open;
    });
    find("text").addEventListener("keydown", ({ key, target }) => {
      const details = target.closest("details[open]");
      if (key !== "Escape" || !details) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", showTarget);
    form.hidden = false;
    apply(); // a browser that goes back to the page keeps what was chosen
    showTarget();
  };

  // The format is that of `mepp5 score`; what it refuses is refused here, with the line.
  const readPredictions = (text, answers) => {
    const rows = new Map(answers.clauses.map((row) => [row[0], row]));
    const predictions = new Map();
    const lines = text.endsWith("\n") ? text.slice(0, -1).split("\n") : text.split("\n");
    const refuse = (number, problem) => {
      throw new Error(`Line ${number}: ${problem}; mend the line.`);
    };
    if (!text) throw new Error("The file is empty; write one line for each tested clause.");
    lines.forEach((line, place) => {
      let entry;
      try {
        entry = JSON.parse(line);
      } catch {
        refuse(place + 1, "not valid JSON");
      }
      const problem = findProblem(entry, rows, predictions, answers);
      if (problem) refuse(place + 1, problem);
      predictions.set(entry.id, entry);
    });
    return predictions;
  };

  const isStrings = (value) => Array.isArray(value) && value.every((each) => typeof each === "string");

  const findProblem = (entry, rows, before, answers) => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return "not a JSON object";
    const strange = Object.keys(entry).find((key) => !["id", "labels", "scores", "slots"].includes(key));
    if (strange !== undefined) return `the key “${strange}” is unknown`;
    if (typeof entry.id !== "string") return "id is missing or no text";
    if (!rows.has(entry.id)) return `no clause has the id “${entry.id}”`;
    if (before.has(entry.id)) return `the id “${entry.id}” stands on an earlier line too`;
    const { labels = null, slots = null } = entry;
    if (labels === null && slots === null) return "neither labels nor slots";
    const first = before.values().next().value || entry;
    for (const field of ["labels", "scores"])
      if (((first[field] ?? null) === null) !== ((entry[field] ?? null) === null)) return `${field} stand on some lines only; give them on all or on none`;
    return (
      (labels !== null && findLabelProblem(labels, answers)) ||
      ((entry.scores ?? null) !== null && findScoreProblem(entry.scores, answers)) ||
      (slots !== null && findSlotProblem(slots, [...rows.get(entry.id)[1]].length, answers))
    );
  };

  const findLabelProblem = (labels, { categories }) => {
    if (!isStrings(labels)) return "labels is no list of texts";
    if (new Set(labels).size < labels.length) return "a category stands twice";
    const unknown = labels.find((label) => !categories.includes(label));
    return unknown !== undefined && `“${unknown}” is no category (there are: ${categories.join(", ")})`;
  };

  const findScoreProblem = (scores, { categories }) => {
    if (typeof scores !== "object" || Array.isArray(scores)) return "scores is no object";
    const missing = categories.find((name) => !Object.hasOwn(scores, name));
    if (missing) return `scores: ${missing} is missing`;
    const strange = Object.keys(scores).find((name) => !categories.includes(name) || typeof scores[name] !== "number");
    return strange !== undefined && `scores: “${strange}” is no category with a number`;
  };

  const findSlotProblem = (slots, length, answers) => {
    if (!Array.isArray(slots)) return "slots is no list";
    const seen = new Set();
    for (const slot of slots) {
      if (typeof slot !== "object" || slot === null) return "a slot is no object";
      const { start, end, slot: name, value = null } = slot;
      if (!Object.hasOwn(answers.slots, name)) return `“${name}” is no slot (there are: ${Object.keys(answers.slots).join(", ")})`;
      if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= length))
        return `slot ${start}:${end} is not inside the clause, which has ${length} characters`;
      if (value !== null && !answers.slots[name].includes(value)) return `“${value}” is no value of ${name}`;
      const said = JSON.stringify([start, end, name, value]);
      if (seen.has(said)) return "a slot stands twice";
      seen.add(said);
    }
    return "";
  };

  // What became of each label or slot of a clause: {name, kind: hit, extra or missed, words}.
  const compare = (truth, guess, nameOf, wordsOf) => {
    const outcomes = [];
    for (const each of guess) outcomes.push({ name: nameOf(each), kind: truth.has(each) ? "hit" : "extra", words: wordsOf(each) });
    for (const each of truth) if (!guess.has(each)) outcomes.push({ name: nameOf(each), kind: "missed", words: wordsOf(each) });
    return outcomes;
  };

  const compareAll = (predictions, answers) =>
    answers.clauses.filter(([id]) => predictions.has(id)).map((row) => {
      const [id, text, labels, slots] = row;
      const entry = predictions.get(id);
      const letters = [...text];
      const wordsOf = (key) => letters.slice(...key.split(" ").slice(0, 2)).join("");
      const keys = (spans) => new Set(spans.map((span) => span.slice(0, 3).join(" ")));
      const guessed = (entry.slots || []).map(({ start, end, slot }) => [start, end, slot]);
      return {
        id,
        text,
        categories: entry.labels ? compare(new Set(labels), new Set(entry.labels), (name) => name, () => "") : null,
        slots: entry.slots ? compare(keys(slots), keys(guessed), (key) => key.split(" ")[2], wordsOf) : null,
      };
    });

  const divide = (one, other) => (other ? one / other : 0);

  const count = (outcomes) => {
    const of = (kind) => outcomes.filter((outcome) => outcome.kind === kind).length;
    const [hits, extra, missed] = ["hit", "extra", "missed"].map(of);
    return {
      precision: divide(hits, hits + extra), recall: divide(hits, hits + missed),
      f1: divide(2 * hits, 2 * hits + extra + missed), support: hits + missed, extra, missed,
    };
  };

  const drawTable = (task, names, clauses) => {
    const outcomes = clauses.flatMap((clause) => clause[task] || []);
    const head = ["F1", "precision", "recall", "in the reference", "missed", "wrongly predicted"];
    const cells = ({ f1, precision, recall, support, missed, extra }) =>
      [f1.toFixed(4), precision.toFixed(4), recall.toFixed(4), support, missed, extra];
    const row = (name, counts) => {
      const line = make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader", textContent: name }));
      cells(counts).forEach((cell, place) => {
        const data = make("td", { role: "cell", textContent: cell });
        data.dataset.name = head[place];
        line.append(data);
      });
      return line;
    };
    const all = row("micro-F1, all", count(outcomes));
    all.id = `micro-${task}`;
    const body = names.map((name) => row(name, count(outcomes.filter((outcome) => outcome.name === name))));
    const title = task === "slots" ? "Slots, type and both ends exact" : "Categories";
    return make("table", { role: "table" }, make("caption", { textContent: title }),
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" },
        make("th", { scope: "col", role: "columnheader", textContent: task === "slots" ? "Slot" : "Category" }),
        ...head.map((name) => make("th", { scope: "col", role: "columnheader", className: "number", textContent: name })))),
      make("tbody", { role: "rowgroup" }, all, ...body));
  };

  const drawClause = (clause) => {
    const [policy, number] = clause.id.split("/");
    const outcomes = [...(clause.categories || []), ...(clause.slots || [])];
    const says = { hit: "✓ right", extra: "✗ wrongly predicted", missed: "✗ missed" };
    const list = outcomes.map(({ name, kind, words }) => make("li", {}, make("b", { textContent: says[kind] }), `: ${name}${words ? ` “${words}”` : ""}`));
    const wrong = outcomes.some((outcome) => outcome.kind !== "hit");
    return make("div", { className: wrong ? "wrong" : "right" },
      make("h3", {}, make("a", { href: `${policy}.html#${number}`, textContent: clause.id })),
      make("p", { textContent: clause.text }), make("ul", { className: "outcomes" }, ...list));
  };

  const nameTested = (clauses, answers) => {
    const ids = new Set(clauses.map((clause) => clause.id));
    const names = Object.keys(answers.protocols).filter((name) => {
      const tested = answers.protocols[name];
      return tested.length === ids.size && tested.every((place) => ids.has(answers.clauses[place][0]));
    });
    return names.length
      ? `Every clause that ${names.join(", ")} tests is there.`
      : "No protocol tests just these clauses: these are no official scores.";
  };

  const openPredictions = (input) => {
    const answers = JSON.parse(find("answers").textContent);
    const form = find("error-filters");
    let clauses = [];

    const list = () => {
      const { which, name } = Object.fromEntries(new FormData(form));
      const fits = ({ name: own, kind }) => (which === "all" || kind !== "hit") && (!name || own === name);
      const shown = clauses.filter((clause) =>
        (which === "all" && !name) || [...(clause.categories || []), ...(clause.slots || [])].some(fits));
      find("clauses").replaceChildren(...shown.map(drawClause));
      find("count").textContent = `${shown.length} of ${clauses.length} clauses shown.`;
    };

    const tell = (words, refused) => {
      find("verdict").textContent = words;
      find("verdict").classList.toggle("refused", refused);
      find("verdict").hidden = false;
      find("scores").hidden = find("errors").hidden = refused;
    };

    const read = async (file) => {
      try {
        let text;
        try {
          text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
        } catch {
          throw new Error("The file is not UTF-8; save it as UTF-8.");
        }
        clauses = compareAll(readPredictions(text, answers), answers);
      } catch (error) {
        tell(`${file.name} is refused. ${error.message}`, true);
        return;
      }
      const tasks = { categories: answers.categories, slots: Object.keys(answers.slots) };
      const given = Object.keys(tasks).filter((task) => clauses.some((clause) => clause[task]));
      find("tables").replaceChildren(...given.map((task) => drawTable(task, tasks[task], clauses)));
      form.elements.name.replaceChildren(make("option", { value: "", textContent: "all" }),
        ...given.flatMap((task) => tasks[task]).map((name) => make("option", { textContent: name })));
      tell(`${file.name}: ${clauses.length} clauses. ${nameTested(clauses, answers)}`, false);
      list();
    };

    input.addEventListener("change", () => input.files[0] && read(input.files[0]));
    form.addEventListener("input", list);
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["dragover", "dragleave", "drop"])
      addEventListener(name, (event) => {
        event.preventDefault();
        document.body.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
      });
    find("choose").hidden = false;
    if (input.files[0]) read(input.files[0]); // a browser that goes back to the page keeps what was chosen
  };

  if (facts.policies) {
    followAddress();
    addEventListener("hashchange", followAddress);
  }
  if (find("clause-filters")) openPolicy(find("clause-filters"));
  if (find("file")) openPredictions(find("file"));
})();
