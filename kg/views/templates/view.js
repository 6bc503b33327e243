// The drawing itself: vis-network, what is highlighted, and moving about.

const container = document.getElementById("map");
const marks = new vis.DataSet(stage.nodes.map(markOf));
const lines = new vis.DataSet(stage.edges.map(lineOf));
const network = new vis.Network(container, { nodes: marks, edges: lines }, stored.drawing.options);
const highlighted = { nodes: new Set(), edges: new Set() }; // what is open; when nothing is, everything is vivid
const MARGIN = { side: 16, top: communities.length ? 48 : 16, bottom: 66 }; // pixels between what is fitted and the edges of the map
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const SCALES = { least: 0.02, most: 6 };
let touched = false; // whether the reader has moved or zoomed the map
let cursor = null; // the node that the keyboard or the search has reached

const told = { nodes: new Map(), edges: new Map() }; // what vis-network was told last, as text

function markOf({ id }) {
  return { ...stored.drawing.nodes[id], label: undefined, chosen: false };
}

function lineOf(edge) {
  return edge.isBundle
    ? { id: edge.id, from: edge.ends[0], to: edge.ends[1], hidden: true }
    : { ...stored.drawing.edges[edge.id], chosen: false };
}

function positionOf(id) {
  const { x, y } = network.body.nodes[id];
  return { x, y };
}

function radiusOf(node) {
  return stored.drawing.nodes[node.id].size;
}

function pointOn(id, share) {
  return network.body.edges[id].edgeType.getPoint(share);
}

function isVivid(kind, id) {
  return !highlighted.nodes.size || highlighted[kind].has(id);
}

function highlight(found) {
  highlighted.nodes = found ? found.nodes : new Set();
  highlighted.edges = found ? found.edges : new Set();
  redraw();
}

// Brings the drawing in line with filters and highlights.
function redraw() {
  const markStates = stage.nodes.map((node) => ({
    id: node.id,
    hidden: !drawn.nodes.has(node.id),
    opacity: isVivid("nodes", node.id) ? 1 : FAINT,
  }));
  marks.update(changed("nodes", markStates));
  lines.update(
    changed(
      "edges",
      stage.edges.map((edge) => (edge.isBundle ? bundleState(edge) : lineState(edge))),
    ),
  );
  network.redraw();
}

// Those that are not drawn so already: telling vis-network of all takes long on a large map.
function changed(kind, states) {
  return states.filter((state) => {
    const text = JSON.stringify(state);
    if (told[kind].get(state.id) === text) return false;
    told[kind].set(state.id, text);
    return true;
  });
}

function lineState(edge) {
  if (!shown.edges.has(edge.id)) return { id: edge.id, hidden: true };
  const said = sayings(edge);
  const arrow = { enabled: true, scaleFactor: 0.55 };
  return {
    id: edge.id,
    hidden: false,
    width: lineWidth(edge),
    color: { color: statuses.get(edge.status).colour, opacity: isVivid("edges", edge.id) ? 0.9 : 0.1 },
    arrows: {
      to: said.some((saying) => saying.forward === true) ? arrow : { enabled: false },
      from: said.some((saying) => saying.forward === false) ? arrow : { enabled: false },
    },
  };
}

function lineWidth(edge) {
  return Math.min(4.5, 1.4 + 0.7 * (visibleClaims(edge).length - 1));
}

// How much of the map lies under the panel and under the bar that tells of filters, in pixels.
function covered() {
  const box = panel.getBoundingClientRect();
  const own = container.getBoundingClientRect();
  const bar = document.getElementById("bar");
  const top = bar.hidden ? 0 : bar.offsetTop + bar.offsetHeight;
  if (!box.width) return { right: 0, bottom: 0, top };
  if (box.left > own.left + 1) return { right: Math.max(0, own.right - box.left), bottom: 0, top };
  return { right: 0, bottom: Math.max(0, own.bottom - box.top), top };
}

// The rectangle on the screen that nodes and the labels under them take up at a scale, around the map's origin.
function extent(ids, scale) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = positionOf(id);
    const radius = radiusOf({ id }) * scale;
    const reach = Math.max(radius, labelWidth(id) / 2);
    box.left = Math.min(box.left, x * scale - reach);
    box.right = Math.max(box.right, x * scale + reach);
    box.top = Math.min(box.top, y * scale - radius);
    box.bottom = Math.max(box.bottom, y * scale + radius + 3 + stored.labels[id].lines.length * LINE_HEIGHT);
  }
  return box;
}

// The largest scale at which the nodes and their labels fit, found by halving.
function fittingScale(ids, width, height, largest) {
  let [low, high] = [0.01, largest];
  for (let round = 0; round < 14; round += 1) {
    const middle = Math.sqrt(low * high);
    const box = extent(ids, middle);
    if (box.right - box.left <= width && box.bottom - box.top <= height) low = middle;
    else high = middle;
  }
  return low;
}

// Moves so that these nodes and their labels stand in the free part of the map.
function fitTo(ids, { largest = 1.4, animate = true } = {}) {
  if (!ids.length) return;
  const over = covered();
  const width = container.clientWidth - over.right - 2 * MARGIN.side;
  const height = container.clientHeight - over.bottom - over.top - MARGIN.top - MARGIN.bottom;
  const scale = fittingScale(ids, Math.max(80, width), Math.max(80, height), largest);
  const box = extent(ids, scale);
  const x = (box.left + box.right + over.right) / 2;
  const y = (box.top + box.bottom + over.bottom + MARGIN.bottom - MARGIN.top - over.top) / 2;
  moveView({ x: x / scale, y: y / scale }, scale, animate);
}

function moveView(position, scale, animate) {
  const animation = animate && !calm ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position, scale, animation });
}

function fitAll(animate = true) {
  touched = false;
  fitTo([...drawn.nodes], { animate });
  rememberView();
}

// From now on the view is the reader's own, and stands in the address.
function touch() {
  touched = true;
  rememberView();
}

// Moves only when something that is open lies outside the free part of the map.
function bringIntoView(ids) {
  const over = covered();
  const free = {
    left: 30,
    top: over.top + 20,
    right: container.clientWidth - over.right - 30,
    bottom: container.clientHeight - over.bottom - 50,
  };
  const outside = ids
    .filter((id) => drawn.nodes.has(id))
    .map((id) => network.canvasToDOM(positionOf(id)))
    .some(({ x, y }) => x < free.left || x > free.right || y < free.top || y > free.bottom);
  if (outside) fitTo(ids, { largest: Math.max(network.getScale(), 0.6) });
}

function zoom(factor) {
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, network.getScale() * factor));
  moveView(network.getViewPosition(), scale, true);
  touch();
}

// The nearest shown node in a direction, sideways distance counting double.
function nodeTowards(step) {
  const from = cursor === null ? network.getViewPosition() : positionOf(cursor);
  let best = null;
  for (const id of drawn.nodes) {
    const place = positionOf(id);
    const [x, y] = [place.x - from.x, place.y - from.y];
    const ahead = x * step.x + y * step.y;
    const aside = Math.abs(x * step.y) + Math.abs(y * step.x);
    if (id === cursor || (cursor !== null && ahead <= aside * 0.3)) continue;
    const distance = cursor === null ? Math.hypot(x, y) : ahead + 2 * aside;
    if (!best || distance < best.distance) best = { id, distance };
  }
  return best && best.id;
}

function moveCursor(id) {
  cursor = id;
  if (id !== null) bringIntoView([id]);
  network.redraw();
}
