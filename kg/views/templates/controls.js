// Search, legend and filters.

const search = document.getElementById("search");
const results = document.getElementById("results");
const FOUND = 10; // actors offered at a time; more do not fit above the legend
const spellings = nodes.map((node) => [node.name, ...node.aliases].map(fold));
let choice = 0;

// How well a spelling fits: 0 the same, 1 begins with it, 2 a word begins with it, 3 contains it.
function fit(spelling, wanted) {
  if (spelling === wanted) return 0;
  if (spelling.startsWith(wanted)) return 1;
  if (spelling.includes(` ${wanted}`)) return 2;
  return spelling.includes(wanted) ? 3 : Infinity;
}

function findNodes(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const found = [...shown.nodes]
    .map((id) => ({ id, ...bestSpelling(id, wanted) }))
    .filter(({ rank }) => rank < Infinity);
  return found
    .sort((a, b) => a.rank - b.rank || nodes[b.id].documents - nodes[a.id].documents || a.id - b.id)
    .slice(0, FOUND);
}

function bestSpelling(id, wanted) {
  const ranks = spellings[id].map((spelling, place) => fit(spelling, wanted) + (place ? 0.5 : 0));
  const rank = ranks.reduce((a, b) => Math.min(a, b), Infinity);
  const place = ranks.indexOf(rank);
  return { rank, alias: place > 0 ? nodes[id].aliases[place - 1] : null };
}

function showResults() {
  const found = findNodes(search.value);
  choice = 0;
  const none = element(
    "li",
    { class: "none" },
    isFiltered() ? "No actor shown has that name; filters are on." : "No actor has that name.",
  );
  results.replaceChildren(...found.map(resultItem));
  if (!found.length) results.append(none);
  setResultsOpen(Boolean(search.value.trim()));
  markChoice();
}

function resultItem({ id, alias }, place) {
  const node = nodes[id];
  const words = element("span", {}, bdi(node.name), alias ? element("small", {}, "also ", bdi(alias)) : null);
  const pick = (event) => {
    event.preventDefault();
    choose(id);
  };
  return element(
    "li",
    { role: "option", id: `result-${place}`, "data-node": id, pointerdown: pick },
    classMark(classes.get(node.class_name)),
    words,
  );
}

function setResultsOpen(open) {
  results.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
}

function markChoice() {
  const options = [...results.querySelectorAll("[role=option]")];
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === choice)));
  if (options[choice]) {
    search.setAttribute("aria-activedescendant", options[choice].id);
    options[choice].scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}

function choose(id) {
  setResultsOpen(false);
  search.value = "";
  openNode(id);
}

function onSearchKey(event) {
  const options = results.querySelectorAll("[role=option]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choice = (choice + (event.key === "ArrowDown" ? 1 : -1) + options.length) % Math.max(1, options.length);
    markChoice();
  } else if (event.key === "Enter" && options[choice]) choose(Number(options[choice].dataset.node));
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

function fillFilters() {
  fillFilter("status", stored.map.statuses, statusLine);
  fillFilter("class", stored.map.classes, classMark);
  fillFilter("relation", stored.map.relations, () => null);
}

function fillFilter(kind, entries, picture) {
  const group = document.getElementById(`filter-${kind}`);
  group.append(
    element("span", { class: "all-none" }, everyButton(kind, entries, true), everyButton(kind, entries, false)),
  );
  group.append(...entries.map((entry) => filterRow(kind, entry, picture(entry))));
}

function everyButton(kind, entries, on) {
  const set = () =>
    setFilter(
      kind,
      entries.map((entry) => entry.name),
      on,
    );
  const label = `${on ? "Show all" : "Hide all"}: ${document.getElementById(`heading-${kind}`).textContent}`;
  return element(
    "button",
    { class: "plain small", type: "button", "aria-label": label, click: set },
    on ? "all" : "none",
  );
}

function filterRow(kind, entry, picture) {
  const box = element("input", {
    type: "checkbox",
    name: kind,
    value: entry.name,
    change: () => setFilter(kind, [entry.name], box.checked),
  });
  box.checked = true;
  const count = element("span", { class: "count" }, String(entry.count));
  return element(
    "label",
    { class: "filter", title: entry.meaning || null },
    box,
    picture,
    element("span", {}, entry.label),
    count,
  );
}

function setFilter(kind, names, on) {
  for (const name of names) {
    if (on) hidden[kind].delete(name);
    else hidden[kind].add(name);
  }
  applyFilters();
}

function applyFilters() {
  for (const box of document.querySelectorAll("#filters input[name]")) box.checked = !hidden[box.name].has(box.value);
  filterClaims();
  if (opened && opened.kind === "node" && !shown.nodes.has(opened.id)) closePanel();
  redraw();
  refreshPanel();
  tellWhatIsShown();
}

function tellWhatIsShown() {
  const text = `${counted(shown.claims.size, "claim")} of ${claims.length} shown, ${counted(shown.nodes.size, "actor")} of ${nodes.length}.`;
  document.getElementById("shown").textContent = isFiltered() ? text : "";
  document.getElementById("reset").hidden = !isFiltered();
}

function resetFilters() {
  Object.values(hidden).forEach((names) => names.clear());
  applyFilters();
}
