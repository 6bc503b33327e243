// Communities of a folded map: their marks and bundles, opening one and going back.

const BAND = "#a9a294"; // of lines that may hold claims of every status; no status has it
const RIM = 0.28; // of the radius
const trail = document.getElementById("trail");
const trailBack = document.getElementById("trail-back");
const trailHere = document.getElementById("trail-here");

// The rim of a community's mark: the classes of its actors, as far as they are shown, by their shares.
function drawRim({ context }, community, place) {
  const counts = new Map([...classes.keys()].map((name) => [name, 0]));
  const left = community.members.filter((id) => shown.nodes.has(id));
  for (const id of left) counts.set(nodes[id].class_name, counts.get(nodes[id].class_name) + 1);
  const radius = radiusOf(community);
  let angle = -Math.PI / 2;
  context.save();
  context.globalAlpha = isVivid("nodes", community.id) ? 1 : FAINT;
  context.lineWidth = radius * RIM;
  for (const [name, count] of counts) {
    const end = angle + (2 * Math.PI * count) / left.length;
    context.strokeStyle = classes.get(name).background;
    context.beginPath();
    context.arc(place.x, place.y, radius * (1 - RIM / 2), angle, end);
    if (count) context.stroke();
    angle = end;
  }
  context.restore();
}

// The same for the picture that is saved.
function rimPicture(community) {
  const left = community.members.filter((id) => shown.nodes.has(id));
  let done = 0;
  const arcs = stored.map.classes.map((entry) => {
    const share = left.filter((id) => nodes[id].class_name === entry.name).length / left.length;
    const arc = { "stroke-dasharray": `${share} 1`, "stroke-dashoffset": -done, "stroke-width": RIM, pathLength: 1 };
    done += share;
    return drawing("circle", {
      ...arc,
      r: 1 - RIM / 2,
      fill: "none",
      stroke: entry.background,
      transform: "rotate(-90)",
    });
  });
  const { background, border } = stored.drawing.nodes[community.id].color;
  return [drawing("circle", { r: 1, fill: background, stroke: border, "stroke-width": 0.03 }), ...arcs];
}

function bundlePicture(bundle) {
  const [from, to] = bundle.ends.map((id) => network.canvasToDOM(positionOf(id)));
  const { width, color } = bundleState(bundle);
  return drawing("path", {
    d: pathOf([from, to]),
    stroke: BAND,
    opacity: color.opacity,
    "stroke-width": round(width * network.getScale()),
  });
}

function bundleState(bundle) {
  const count = bundleClaims(bundle).length;
  return {
    id: bundle.id,
    from: bundle.ends[0],
    to: bundle.ends[1],
    hidden: !count,
    width: Math.min(16, 1.2 * Math.sqrt(count)),
    color: { color: BAND, opacity: isVivid("edges", bundle.id) ? Math.min(0.7, 0.12 + 0.08 * count) : 0.05 },
    smooth: false,
    chosen: false,
  };
}

function labelBundles(view) {
  const counts = bundles
    .filter((bundle) => drawn.edges.has(bundle.id) && isVivid("edges", bundle.id))
    .map((bundle) => ({ bundle, count: bundleClaims(bundle).length }))
    .sort((a, b) => b.count - a.count || a.bundle.id - b.bundle.id)
    .slice(0, communities.length);
  for (const { bundle, count } of counts) {
    const text = [count.toLocaleString("en")];
    const size = view.size * 0.85;
    const { x, y } = network.canvasToDOM(pointOn(bundle.id, 0.5));
    const box = around(x, y, textWidth(view.context, text, "400") * size + 6, LINE_HEIGHT * size);
    if (!isOnScreen(view, box) || !view.taken.isFree(box, null)) continue;
    write(view, box, "bundle", bundle.id, { lines: text, style: "400", colour: INK, alpha: 1, size, ground: true });
  }
}

function communityTip(community) {
  const left = community.members.filter((id) => shown.nodes.has(id)).length;
  const hiddenOnes = left < community.members.length ? `, ${left.toLocaleString("en")} of them shown` : "";
  return `${community.title} – ${counted(community.members.length, "actor")}${hiddenOnes}`;
}

function bundleTip(bundle) {
  const byStatus = new Map();
  for (const place of bundleClaims(bundle)) {
    const { label } = statuses.get(claims[place].status);
    byStatus.set(label, (byStatus.get(label) || 0) + 1);
  }
  const parts = [...byStatus].sort((a, b) => b[1] - a[1]).map(([label, count]) => `${count} ${label}`);
  return `${titleOf(bundle.ends[0])} | ${titleOf(bundle.ends[1])} – ${parts.join(", ")}`;
}

function titleOf(id) {
  return communities[id - nodes.length].title;
}

function markTip(id) {
  return isCommunity(id) ? communityTip(communities[id - nodes.length]) : nodeTip(nodes[id]);
}

function lineTip(id) {
  return id < edges.length ? edgeTip(edges[id]) : bundleTip(bundles[id - edges.length]);
}

function openMark(id) {
  if (isCommunity(id)) openCommunity(communities[id - nodes.length]);
  else openNode(id);
}

function openLine(id) {
  if (id < edges.length) openEdge(id);
  else openBundle(id);
}

// The claims between two communities.
function openBundle(id) {
  const bundle = bundles[id - edges.length];
  const places = bundle.edges.flatMap((edge) => edge.claims).sort((a, b) => a - b);
  cursor = null;
  highlight({ nodes: new Set(bundle.ends), edges: new Set([id]) });
  openPanel("bundle", id, {
    title: [bdi(titleOf(bundle.ends[0])), " | ", bdi(titleOf(bundle.ends[1]))],
    about: [sizeLine(places)],
    groups: relationGroups(places),
    after: hiddenNote(places),
  });
}

function openCommunity(community) {
  closePanel();
  setStage(community);
  const text = community ? communityTip(community) : trailHere.textContent;
  say(text);
}

// An actor that is searched for or named in the panel is shown among its own.
function bringOnStage(id) {
  const home = homes.get(id);
  if (home && home !== stage.community) setStage(home);
}

function setStage(community) {
  const from = stage.community;
  Object.assign(stage, { community, ...onStage(community) });
  cursor = community || !from ? null : from.id;
  highlighted.nodes = new Set();
  highlighted.edges = new Set();
  drawn.nodes = new Set(); // nothing is named while marks and lines change places
  drawn.edges = new Set();
  lines.clear();
  marks.clear();
  Object.values(told).forEach((states) => states.clear());
  marks.add(stage.nodes.map(markOf));
  lines.add(stage.edges.map(lineOf));
  holdPinned();
  filterStage();
  redraw();
  fitAll(false);
  tellStage();
}

function tellStage() {
  trail.hidden = !communities.length;
  trailBack.hidden = isFolded();
  trailBack.textContent = `‹ All ${communityCount()}`;
  trailHere.textContent = stage.community ? hereText(stage.community) : foldedText();
}

function communityCount() {
  return `${communities.length} ${communities.length === 1 ? "community" : "communities"}`;
}

function foldedText() {
  const size = `${counted(nodes.length, "actor")} in ${communityCount()}`;
  return `${size}, whose rims show of what kinds they are. Open one to see its actors. Numbers count the claims between two.`;
}

function hereText(community) {
  const leaving = edges.filter(
    (edge) => edge.ends.some((id) => homes.get(id) === community) && !stage.edges.includes(edge),
  );
  const count = leaving.flatMap(visibleClaims).length;
  return community.title + (count ? ` · ${counted(count, "claim")} about others too` : "");
}

// Escape closes what was opened last.
function stepBack() {
  if (!panel.hidden) closePanel();
  else if (stage.community) openCommunity(null);
}

function communityOnScreen(number) {
  return onScreen(positionOf(communities[number].id));
}

trailBack.addEventListener("click", () => openCommunity(null));
