// The whole view in the address after #, so that it can be sent to others and opened again.

const WAIT = 120; // milliseconds; browsers refuse an address that changes too often
const namesakes = counts(nodes.map((node) => node.name));
const sameEnds = counts(nodes.map((node) => `${node.name}|${node.class_name}`));
const actorsByKey = new Map(nodes.map((node) => [actorKey(node.id), node.id]));
let waiting = null;
let restoring = false;

function counts(names) {
  const found = new Map();
  for (const name of names) found.set(name, (found.get(name) || 0) + 1);
  return found;
}

// What an actor is called in the address: its name, with as much more as tells it from others.
function actorKey(id) {
  const { name, class_name } = nodes[id];
  if (namesakes.get(name) === 1) return name;
  const key = `${name}|${class_name}`;
  return sameEnds.get(key) === 1 ? key : `${key}|${id}`;
}

function addressOfView() {
  const parts = new URLSearchParams();
  for (const kind of Object.keys(KINDS)) addNames(parts, kind);
  if (asked.words) parts.append("names", asked.words);
  if (asked.about !== null) parts.append("about", asked.about);
  if (asked.from !== null) parts.append("from", stepCode(asked.from));
  if (asked.to !== null) parts.append("to", stepCode(asked.to));
  if (!asked.undated) parts.append("undated", "no");
  if (asked.sources > 1) parts.append("sources", asked.sources);
  if (asked.focus !== null) {
    parts.append("around", actorKey(asked.focus));
    parts.append("steps", asked.hops);
  }
  for (const id of asked.away) parts.append("without", actorKey(id));
  for (const [id, { x, y }] of pinned) parts.append("pin", `${x},${y},${actorKey(id)}`);
  if (network.physics.physicsEnabled) parts.append("moving", "yes");
  if (stage.community) parts.append("community", stage.community.title);
  addOpened(parts);
  if (touched) parts.append("view", viewCode());
  return parts.toString();
}

// The names of a kind that are shown, or those that are not, whichever are fewer.
function addNames(parts, kind) {
  const hidden = asked.hidden[kind];
  const names = KINDS[kind].entries.map((entry) => entry.name);
  const kept = names.filter((name) => !hidden.has(name));
  if (!hidden.size) return;
  const fewer = kept.length && kept.length < hidden.size;
  for (const name of fewer ? kept : hidden) parts.append(fewer ? kind : `no-${kind}`, name);
}

function addOpened(parts) {
  if (!opened) return;
  if (opened.kind === "node") parts.append("actor", actorKey(opened.id));
  else if (opened.kind === "edge") edges[opened.id].ends.forEach((id) => parts.append("between", actorKey(id)));
  else if (opened.kind === "list") parts.append("list", "all");
}

function viewCode() {
  const { x, y } = network.getViewPosition();
  return [x.toFixed(0), y.toFixed(0), network.getScale().toFixed(3)].join(",");
}

function rememberView() {
  if (restoring) return;
  clearTimeout(waiting);
  waiting = setTimeout(writeAddress, WAIT);
}

function writeAddress() {
  const text = addressOfView();
  if (text === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", `#${text}`);
  } catch {
    // A page inside a notebook has no address of its own.
  }
}

// Brings back the view of an address; what it names and the map lacks is passed over.
function restoreView() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const actor = (key) => actorsByKey.get(key);
  restoring = true;
  askForEverything();
  restoreFilters(parts, actor);
  unpinAll();
  parts.getAll("pin").forEach(restorePin);
  setPhysics(parts.get("moving") === "yes");
  closePanel();
  applyFilters();
  if (communities.length) setStage(communities.find((one) => one.title === parts.get("community")) || null);
  restoreOpened(parts, actor);
  fitAll(false);
  restorePlace(parts.get("view"));
  restoring = false;
}

function restoreFilters(parts, actor) {
  for (const kind of Object.keys(KINDS)) restoreNames(parts, kind);
  const around = actor(parts.get("around")) ?? null;
  Object.assign(asked, {
    words: (parts.get("names") || "").slice(0, 200),
    about: classes.has(parts.get("about")) ? parts.get("about") : null,
    from: stepFromCode(parts.get("from")),
    to: stepFromCode(parts.get("to")),
    undated: parts.get("undated") !== "no",
    sources: [...sourcesChoice.options].some(({ value }) => value === parts.get("sources"))
      ? Number(parts.get("sources"))
      : 1,
    focus: around,
    hops: parts.get("steps") === "2" ? 2 : 1,
  });
  for (const key of parts.getAll("without")) if (actorsByKey.has(key)) asked.away.add(actor(key));
}

function restoreNames(parts, kind) {
  const names = new Set(KINDS[kind].entries.map((entry) => entry.name));
  const kept = parts.getAll(kind).filter((name) => names.has(name));
  const hidden = kept.length ? [...names].filter((name) => !kept.includes(name)) : parts.getAll(`no-${kind}`);
  hidden.filter((name) => names.has(name)).forEach((name) => asked.hidden[kind].add(name));
}

function restorePin(text) {
  const match = /^(-?\d{1,6}),(-?\d{1,6}),([^]*)$/.exec(text);
  if (match && actorsByKey.has(match[3])) pinned.set(actorsByKey.get(match[3]), { x: +match[1], y: +match[2] });
}

function restoreOpened(parts, actor) {
  const id = actor(parts.get("actor"));
  const ends = parts.getAll("between").map(actor);
  const edge = edges.find((one) => ends.length === 2 && one.ends.every((end, place) => end === ends[place]));
  if (id !== undefined && shown.nodes.has(id)) openNode(id);
  else if (edge) openEdge(edge.id);
  else if (parts.has("list")) openList();
}

function restorePlace(text) {
  const match = /^(-?\d{1,6}),(-?\d{1,6}),(\d{1,2}\.\d{3})$/.exec(text || "");
  if (!match) return;
  touched = true;
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, Number(match[3])));
  moveView({ x: Number(match[1]), y: Number(match[2]) }, scale, false);
}
