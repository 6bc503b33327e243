// What is on the stage: every actor; or, of a folded map, its communities, or the actors of the one that is open.

const { communities } = stored; // none where every actor is on the stage at once
const homes = new Map(communities.flatMap((one) => one.members.map((id) => [id, one])));
const bundles = bundled(); // lines between communities
const stage = { community: null, ...onStage(null) };
const drawn = { nodes: new Set(), edges: new Set() }; // of what is on the stage, what the filters leave

function bundled() {
  const found = new Map();
  for (const edge of edges) {
    const ends = edge.ends.map((id) => homes.get(id));
    if (ends[0] === ends[1]) continue;
    const ids = ends.map((one) => one.id).sort((a, b) => a - b);
    const key = ids.join(" ");
    const id = edges.length + found.size;
    if (!found.has(key)) found.set(key, { id, ends: ids, edges: [], isBundle: true });
    found.get(key).edges.push(edge);
  }
  return [...found.values()];
}

function onStage(community) {
  if (!communities.length) return { nodes, edges };
  if (!community) return { nodes: communities, edges: bundles };
  return {
    nodes: community.members.map((id) => nodes[id]),
    edges: edges.filter((edge) => edge.ends.every((id) => homes.get(id) === community)),
  };
}

function isFolded() {
  return communities.length > 0 && !stage.community;
}

function isCommunity(id) {
  return id >= nodes.length;
}

function filterStage() {
  const stays = isFolded()
    ? (one) => one.members.some((id) => shown.nodes.has(id))
    : (node) => shown.nodes.has(node.id);
  const runs = (edge) => (edge.isBundle ? bundleClaims(edge).length > 0 : shown.edges.has(edge.id));
  drawn.nodes = new Set(stage.nodes.filter(stays).map((mark) => mark.id));
  drawn.edges = new Set(stage.edges.filter(runs).map((edge) => edge.id));
}

function bundleClaims(bundle) {
  return bundle.edges.flatMap(visibleClaims);
}
