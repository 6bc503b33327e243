// Search: finds actors by any of their names, and relations, classes, statuses and publishers to filter by.

const search = document.getElementById("search");
const results = document.getElementById("results");
const FOUND = 8; // actors offered at a time
const NARROWED = 4; // filters offered at a time
let choice = 0;
let choices = []; // what Enter does on each of the options

// How well a spelling fits: 0 the same, 1 begins with it, 2 a word begins with it, 3 contains it.
function fit(spelling, wanted) {
  if (spelling === wanted) return 0;
  if (spelling.startsWith(wanted)) return 1;
  if (spelling.includes(` ${wanted}`)) return 2;
  return spelling.includes(wanted) ? 3 : Infinity;
}

function findNodes(wanted) {
  const found = [...shown.nodes]
    .map((id) => ({ id, ...bestSpelling(id, wanted) }))
    .filter(({ rank }) => rank < Infinity);
  return found.sort((a, b) => a.rank - b.rank || nodes[b.id].documents - nodes[a.id].documents || a.id - b.id);
}

function bestSpelling(id, wanted) {
  const ranks = spellings[id].map((spelling, place) => fit(spelling, wanted) + (place ? 0.5 : 0));
  const rank = ranks.reduce((a, b) => Math.min(a, b), Infinity);
  const place = ranks.indexOf(rank);
  return { rank, alias: place > 0 ? nodes[id].aliases[place - 1] : null };
}

// Entries of the filters whose words begin with what is wanted.
function findEntries(wanted) {
  const found = Object.entries(KINDS).flatMap(([kind, { entries }]) =>
    entries.map((entry) => ({ kind, entry, rank: fit(fold(entry.label), wanted) })),
  );
  return found.filter(({ rank }) => rank < 3).sort((a, b) => a.rank - b.rank || b.entry.count - a.entry.count);
}

function showResults() {
  const words = search.value.trim();
  const wanted = fold(words);
  const actors = wanted ? findNodes(wanted) : [];
  const options = actors.slice(0, FOUND).map(actorOption);
  if (wanted) options.push(...findEntries(wanted).slice(0, NARROWED).map(entryOption));
  if (actors.length > 1) options.push(wordsOption(words, actors.length));
  choice = 0;
  choices = options.map(({ act }) => act);
  results.replaceChildren(...options.map(({ item }, place) => labelled(item, place)));
  if (!options.length) results.append(element("li", { class: "none" }, noneText()));
  setResultsOpen(Boolean(words));
  markChoice();
}

function noneText() {
  return isFiltered() ? "No actor shown has that name; filters are on." : "No actor has that name.";
}

function labelled(item, place) {
  item.id = `result-${place}`;
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(place);
  });
  return item;
}

function option(...content) {
  return element("li", { role: "option" }, ...content);
}

function actorOption({ id, alias }) {
  const node = nodes[id];
  const words = element("span", {}, bdi(node.name), alias ? element("small", {}, "also ", bdi(alias)) : null);
  return { item: option(classMark(classes.get(node.class_name)), words), act: () => openNode(id) };
}

function entryOption({ kind, entry }) {
  const count = counted(entry.count, kind === "class" ? "actor" : "claim");
  const lead = kind === "class" ? "Only about " : "Only ";
  const words = element("span", {}, lead, bdi(entry.label), element("small", {}, `${kind}, ${count}`));
  return { item: option(words), act: () => change(() => askForOnly(kind, entry.name)) };
}

function wordsOption(words, actors) {
  const text = element(
    "span",
    {},
    "Only names with “",
    bdi(words),
    "”",
    element("small", {}, counted(actors, "actor")),
  );
  return { item: option(text), act: () => change(() => (asked.words = words)) };
}

function setResultsOpen(open) {
  results.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
}

function markChoice() {
  const options = [...results.querySelectorAll("[role=option]")];
  options.forEach((item, place) => item.setAttribute("aria-selected", String(place === choice)));
  if (options[choice]) {
    search.setAttribute("aria-activedescendant", options[choice].id);
    options[choice].scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const act = choices[place];
  setResultsOpen(false);
  search.value = "";
  act();
}

function onSearchKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choice = (choice + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % Math.max(1, choices.length);
    markChoice();
  } else if (event.key === "Enter" && !results.hidden && choices[choice]) choose(choice);
  else if (event.key === "Escape") leaveSearch();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function leaveSearch() {
  if (results.hidden && !search.value) {
    search.blur();
    closePanel();
  }
  search.value = "";
  setResultsOpen(false);
}
