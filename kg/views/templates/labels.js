// Labels are written by the page, not by vis-network: they keep their size at every zoom and never cover one another.

const FONT = stored.font;
const LINE_HEIGHT = 1.2 * FONT;
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const PAPER = "#fbfaf7";
const INK = "#1f2328";
const FAINT = 0.22;
const DIMMED = 0.64; // opacity of names that are not highlighted: 4.5 to 1 on the paper
const SMALL = 0.8; // pixels; words may cover what is smaller
const ROOM = 12000; // square pixels of the map a name; a crowd of names hides those that matter
const PLACES_ON_LINE = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

const nodeRank = [...nodes].sort(
  (a, b) => b.documents - a.documents || b.claims.length - a.claims.length || a.id - b.id,
);
const edgeRank = [...edges].sort((a, b) => b.claims.length - a.claims.length || a.id - b.id);
const widths = new Map();
let written = []; // the labels on the screen: { kind, id, left, top, right, bottom, words }

function textWidth(context, lines, style) {
  const key = `${style}\n${lines.join("\n")}`;
  if (!widths.has(key)) {
    context.font = `${style} ${FONT}px ${FAMILY}`;
    widths.set(key, Math.max(...lines.map((line) => context.measureText(line).width)));
  }
  return widths.get(key);
}

const measure = document.createElement("canvas").getContext("2d");

function labelStyle(node) {
  return stored.labels[node.id].bold ? "600" : "400";
}

function labelWidth(id) {
  return textWidth(measure, stored.labels[id].lines, labelStyle({ id })) + 4;
}

function writeText({ context, unit }, box, { lines, style, colour, alpha, size, ground = false }) {
  const corner = toWorld(box);
  const height = LINE_HEIGHT * size * unit;
  context.save();
  if (ground) clearGround(context, corner, (box.right - box.left) * unit, lines.length * height);
  Object.assign(context, {
    font: `${style} ${FONT * size * unit}px ${FAMILY}`,
    textAlign: "center",
    textBaseline: "middle",
  });
  Object.assign(context, {
    lineJoin: "round",
    lineWidth: 4 * unit,
    strokeStyle: PAPER,
    fillStyle: colour,
    globalAlpha: alpha,
  });
  for (const draw of ["strokeText", "fillText"]) {
    lines.forEach((line, row) => context[draw](line, corner.x, corner.y + (row + 0.5) * height));
  }
  context.restore();
}

// A line fades out behind the words on it, so that they do not seem struck through.
function clearGround(context, corner, width, height) {
  context.globalAlpha = 0.82;
  context.fillStyle = PAPER;
  context.fillRect(corner.x - width / 2, corner.y, width, height);
}

function toWorld(box) {
  return network.DOMtoCanvas({ x: (box.left + box.right) / 2, y: box.top });
}

// Called by vis-network after each drawing, with a context that measures in the map's own units.
function writeLabels(context) {
  const view = { context, scale: network.getScale(), taken: new Occupancy(), labels: [] };
  view.unit = 1 / view.scale;
  view.size = Math.min(1.4, Math.max(1, view.scale));
  const over = covered();
  view.frame = {
    left: 0,
    top: over.top,
    right: container.clientWidth - over.right,
    bottom: container.clientHeight - over.bottom,
  };
  view.most = (container.clientWidth * container.clientHeight) / ROOM;
  const crossed =
    view.scale < 0.25
      ? []
      : stage.edges.filter((edge) => drawn.edges.has(edge.id) && statuses.get(edge.status)?.crossed);
  crossed.forEach((edge) => drawCross(view, edge));
  const wanted = (isFolded() ? communities : nodeRank).filter((node) => drawn.nodes.has(node.id));
  wanted.forEach((node) => finishMark(view, node));
  // What is highlighted is named first, if need be over marks that are not.
  for (const vivid of [true, false]) {
    const members = wanted.filter((node) => isVivid("nodes", node.id) === vivid);
    members.forEach((node) => keepMarkClear(view, node));
    crossed.filter((edge) => isVivid("edges", edge.id) === vivid).forEach((edge) => keepCrossClear(view, edge));
    nameMembers(view, members);
  }
  if (isFolded()) labelBundles(view);
  else edgeRank.filter((edge) => isVivid("edges", edge.id)).forEach((edge) => labelEdge(view, edge));
  written = view.labels;
}

// Actors of many sources are named before others. The layout keeps the place under each mark free for its name.
function nameMembers(view, members) {
  const isProminent = (node) => stored.labels[node.id].bold;
  const put = (node) => labelNode(view, node, [below]) || labelNode(view, node, ASIDE);
  const crowded = members.filter(isProminent).filter((node) => !put(node));
  crowded.forEach((node) => labelNode(view, node, [below, ...ASIDE], true));
  const others = members.filter((node) => !isProminent(node));
  const left = others.filter((node) => !labelNode(view, node, [below]));
  left.forEach((node) => labelNode(view, node, ASIDE));
}

function keepMarkClear(view, node) {
  const radius = radiusOf(node) * view.scale;
  if (radius < SMALL) return;
  const { x, y } = network.canvasToDOM(positionOf(node.id));
  view.taken.add({ ...around(x, y, 2 * (radius + 2), 2 * (radius + 2)), owner: node.id, weight: node.documents });
}

function keepCrossClear(view, edge) {
  const screen = network.canvasToDOM(pointOn(edge.id, 0.5));
  view.taken.add({ ...around(screen.x, screen.y, 14, 14), owner: "cross" });
}

function below(x, y, gap, width, height) {
  return around(x, y + gap + height / 2, width, height);
}

function above(x, y, gap, width, height) {
  return around(x, y - gap - height / 2, width, height);
}

function beside(side) {
  return (x, y, gap, width, height) => around(x + side * (gap + width / 2), y, width, height);
}

const ASIDE = [above, beside(1), beside(-1)];

function isOnScreen({ frame }, box) {
  return box.left >= frame.left && box.top >= frame.top && box.right <= frame.right && box.bottom <= frame.bottom;
}

// Whether there was room for the label in one of the places; over lesser marks only when nothing else is left.
function labelNode(view, node, places, overLesser = false) {
  if (view.labels.length > view.most && !highlighted.nodes.has(node.id)) return false;
  const { lines } = stored.labels[node.id];
  const style = labelStyle(node);
  const width = textWidth(view.context, lines, style) * view.size + 4;
  const height = lines.length * LINE_HEIGHT * view.size;
  const { x, y } = network.canvasToDOM(positionOf(node.id));
  const gap = radiusOf(node) * view.scale + 3;
  const boxes = places.map((place) => place(x, y, gap, width, height)).filter((box) => isOnScreen(view, box));
  const box = boxes.find((one) => view.taken.isFree(one, node.id, overLesser ? node.documents : 0));
  if (!box) return false;
  const alpha = isVivid("nodes", node.id) ? 1 : DIMMED;
  write(view, box, "node", node.id, { lines, style, colour: INK, alpha, size: view.size });
  return true;
}

// The words of a line, or where there is no room for them the number of its claims.
function labelEdge(view, edge) {
  if (!drawn.edges.has(edge.id)) return;
  if (!highlighted.edges.has(edge.id) && view.scale < 0.3) return;
  const count = visibleClaims(edge).length;
  const size = view.size * 0.9;
  const colour = statuses.get(edge.status).colour;
  for (const lines of count > 1 ? [edgeLines(edge), [`×${count}`]] : [edgeLines(edge)]) {
    const width = textWidth(view.context, lines, "400") * size + 4;
    const box = placeOnLine(view, edge, width, lines.length * LINE_HEIGHT * size);
    if (box) return write(view, box, "edge", edge.id, { lines, style: "400", colour, alpha: 1, size, ground: true });
  }
}

function placeOnLine(view, edge, width, height) {
  const lift = statuses.get(edge.status).crossed ? 8 + height / 2 : 0; // beside the cross
  for (const share of PLACES_ON_LINE) {
    const { x, y } = network.canvasToDOM(pointOn(edge.id, share));
    const near = share === 0.5 ? lift : 0;
    for (const box of near
      ? [around(x, y + near, width, height), around(x, y - near, width, height)]
      : [around(x, y, width, height)]) {
      if (isOnScreen(view, box) && view.taken.isFree(box, null)) return box;
    }
  }
  return null;
}

function write(view, box, kind, id, words) {
  writeText(view, box, words);
  view.taken.add({ ...box, owner: kind });
  view.labels.push({ kind, id, ...box, words });
}
