// What the page knows, what is filtered out, and what is left to show.

const stored = JSON.parse(document.getElementById("map-data").textContent);
const { nodes, edges, claims, documents } = stored.map;
const classes = byName(stored.map.classes);
const relations = byName(stored.map.relations);
const statuses = byName(stored.map.statuses);
const hidden = { status: new Set(), class: new Set(), relation: new Set() };
const shown = { claims: new Set(), nodes: new Set(), edges: new Set() };

function byName(entries) {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function passes(claim) {
  return (
    !hidden.status.has(claim.status) &&
    !hidden.relation.has(claim.relation) &&
    !hidden.class.has(nodes[claim.subject].class_name) &&
    !hidden.class.has(nodes[claim.object].class_name)
  );
}

function everyPlace() {
  return claims.map((_, place) => place);
}

function filterClaims() {
  shown.claims = new Set(everyPlace().filter((place) => passes(claims[place])));
  shown.edges = new Set(edges.filter((edge) => visibleClaims(edge).length).map((edge) => edge.id));
  shown.nodes = new Set();
  for (const place of shown.claims) {
    shown.nodes.add(claims[place].subject).add(claims[place].object);
  }
  filterStage();
}

function visibleClaims(item) {
  return item.claims.filter((place) => shown.claims.has(place));
}

function isFiltered() {
  return Object.values(hidden).some((names) => names.size);
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

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
