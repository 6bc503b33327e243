// What the page knows, and the neighbourhood of things.

const stored = JSON.parse(document.getElementById("map-data").textContent);
const { nodes, edges, claims, documents } = stored.map;
const classes = byName(stored.map.classes);
const relations = byName(stored.map.relations);
const statuses = byName(stored.map.statuses);
const publishers = byName(stored.map.publishers);
const shown = { claims: new Set(), nodes: new Set(), edges: new Set() };
const spellings = nodes.map((node) => [node.name, ...node.aliases].map(fold));

function byName(entries) {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function everyPlace() {
  return claims.map((_, place) => place);
}

function publisherOf(claim) {
  return documents[claim.document].publisher || "";
}

function visibleClaims(item) {
  return item.claims.filter((place) => shown.claims.has(place));
}

function edgesBetween(edge) {
  return edges.filter((other) => other.ends[0] === edge.ends[0] && other.ends[1] === edge.ends[1]);
}

// Neighbours of a node, and the lines to them, as far as they are shown.
function surroundings(node) {
  const lines = edges.filter((edge) => shown.edges.has(edge.id) && edge.ends.includes(node.id));
  return {
    nodes: new Set([node.id, ...lines.flatMap((edge) => edge.ends)]),
    edges: new Set(lines.map((edge) => edge.id)),
  };
}

// The nodes that these claims join to one, in at most so many steps, and that one.
function within(id, steps, places) {
  const near = new Set([id]);
  for (let step = 0; step < steps; step += 1) {
    const reached = places.map((place) => claims[place]).filter((c) => near.has(c.subject) || near.has(c.object));
    reached.forEach((claim) => near.add(claim.subject).add(claim.object));
  }
  return near;
}

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
