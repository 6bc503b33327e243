// Legend and filters, and what happens when one of them changes.

const shownText = document.getElementById("shown");
const chips = document.getElementById("chips");
const sourcesChoice = document.getElementById("sources");

function fillFilters() {
  const pictures = { status: statusLine, class: classMark };
  for (const [kind, { entries }] of Object.entries(KINDS)) fillFilter(kind, entries, pictures[kind] || (() => null));
  fillSources();
  fillTime();
}

function fillFilter(kind, entries, picture) {
  const group = document.getElementById(`filter-${kind}`);
  group.hidden = !entries.length;
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
  const count = element("span", { class: "count" }, entry.count.toLocaleString("en"));
  return element(
    "label",
    { class: "filter", title: entry.meaning || null },
    box,
    picture,
    element("span", {}, bdi(entry.label)),
    count,
  );
}

// Choices of how many independent sources a claim must have, as far as there are such claims.
function fillSources() {
  const most = claims.reduce((a, claim) => Math.max(a, claim.sources), 1);
  document.getElementById("filter-sources").hidden = most < 2;
  for (let least = 1; least <= Math.min(most, 20); least += 1) {
    const count = counted(claims.filter((claim) => claim.sources >= least).length, "claim");
    const words = least === 1 ? `1 or more (${count})` : `at least ${least} (${count})`;
    sourcesChoice.append(element("option", { value: String(least) }, words));
  }
  sourcesChoice.addEventListener("change", () => change(() => (asked.sources = Number(sourcesChoice.value))));
}

function setFilter(kind, names, on) {
  change(() => {
    for (const name of names) {
      if (on) asked.hidden[kind].delete(name);
      else asked.hidden[kind].add(name);
    }
  });
}

// Does what changes the filters, and brings the page in line with them.
function change(ask) {
  ask();
  applyFilters();
}

function applyFilters() {
  filterClaims();
  showFilters();
  if (opened && opened.kind === "node" && !shown.nodes.has(opened.id)) closePanel();
  if (cursor !== null && !drawn.nodes.has(cursor)) cursor = null;
  redraw();
  refreshPanel();
  tellWhatIsShown();
  rememberView();
}

function showFilters() {
  for (const box of document.querySelectorAll("#filters input[name]")) {
    box.checked = !asked.hidden[box.name].has(box.value);
  }
  sourcesChoice.value = String(asked.sources);
  showTime();
}

function tellWhatIsShown() {
  const none = isFiltered() && !shown.claims.size;
  const text = `${counted(shown.claims.size, "claim")} of ${claims.length.toLocaleString("en")} shown, ${counted(shown.nodes.size, "actor")} of ${nodes.length.toLocaleString("en")}.`;
  shownText.textContent = none ? "Nothing fits these filters." : isFiltered() ? text : "";
  say(shownText.textContent);
  document.getElementById("bar").hidden = !isFiltered();
  document.getElementById("bar").classList.toggle("none", none);
  chips.replaceChildren(...activeChips());
}

function resetFilters() {
  change(askForEverything);
  fitAll();
}
