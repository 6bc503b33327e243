// Labels are written by the page, not by vis-network: they keep their size at every zoom and never cover one another.

const FONT = stored.font;
const LINE_HEIGHT = 1.2 * FONT;
const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const PAPER = "#fbfaf7";
const INK = "#1f2328";
const FAINT = 0.22;
const SMALL = 4; // pixels
const ROOM = 12000; // square pixels of the map a name; a crowd of names hides those that matter
const PLACES_ON_LINE = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

const nodeRank = [...nodes].sort(
  (a, b) => b.documents - a.documents || b.claims.length - a.claims.length || a.id - b.id,
);
const edgeRank = [...edges].sort((a, b) => b.claims.length - a.claims.length || a.id - b.id);
const widths = new Map();
let written = []; // the labels on the screen: { kind, id, left, top, right, bottom }

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

function writeText(context, lines, box, { style, colour, alpha, unit, size, ground = false }) {
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
  view.frame = { left: 0, top: 0, right: container.clientWidth, bottom: container.clientHeight };
  view.most = (view.frame.right * view.frame.bottom) / ROOM;
  const crossed =
    view.scale < 0.25 ? [] : stage.edges.filter((edge) => drawn.edges.has(edge.id) && statuses.get(edge.status)?.crossed);
  crossed.forEach((edge) => drawCross(view, edge));
  finishMarks(view);
  const wanted = (isFolded() ? communities : nodeRank).filter((node) => drawn.nodes.has(node.id));
  wanted.sort((a, b) => highlighted.nodes.has(b.id) - highlighted.nodes.has(a.id));
  const left = wanted.filter((node) => !labelNode(view, node, [below])); // the layout keeps the place underneath free
  left.forEach((node) => labelNode(view, node, [above, beside(1), beside(-1)]));
  crossed.forEach((edge) => keepCrossClear(view, edge));
  if (isFolded()) labelBundles(view);
  else edgeRank.filter((edge) => isVivid("edges", edge.id)).forEach((edge) => labelEdge(view, edge));
  written = view.labels;
}

// Takes the place of each mark, and draws what vis-network cannot: its eye, and the ring around the one that is reached.
function finishMarks(view) {
  for (const node of stage.nodes) {
    if (!drawn.nodes.has(node.id)) continue;
    const place = positionOf(node.id);
    if (isCommunity(node.id)) drawRim(view, node, place);
    else drawEye(view, node, place);
    if (node.id === cursor) drawRing(view, node, place);
    const radius = radiusOf(node) * view.scale;
    if (radius < SMALL) continue; // words may cover specks
    const screen = network.canvasToDOM(place);
    const width = 2 * (radius + 2);
    view.taken.add({ ...around(screen.x, screen.y, width, width), owner: node.id });
  }
}

function drawEye(view, node, place) {
  const kind = classes.get(node.class_name);
  if (kind.fill !== "eye" && kind.fill !== "target") return;
  view.context.save();
  view.context.globalAlpha = isVivid("nodes", node.id) ? 1 : FAINT;
  view.context.fillStyle = kind.fill === "eye" ? "#fff" : kind.border;
  view.context.beginPath();
  view.context.arc(place.x, place.y, radiusOf(node) * 0.38, 0, 2 * Math.PI);
  view.context.fill();
  view.context.restore();
}

function drawRing(view, node, place) {
  view.context.save();
  view.context.strokeStyle = "#0b5a6f";
  view.context.lineWidth = 2.5 * view.unit;
  view.context.beginPath();
  view.context.arc(place.x, place.y, radiusOf(node) * 1.15 + 5 * view.unit, 0, 2 * Math.PI);
  view.context.stroke();
  view.context.restore();
}

function drawCross(view, edge) {
  const place = pointOn(edge.id, 0.5);
  const arm = 5 * view.unit;
  view.context.save();
  view.context.globalAlpha = isVivid("edges", edge.id) ? 1 : FAINT;
  view.context.strokeStyle = statuses.get(edge.status).colour;
  view.context.lineWidth = 2.2 * view.unit;
  view.context.beginPath();
  view.context.moveTo(place.x - arm, place.y - arm);
  view.context.lineTo(place.x + arm, place.y + arm);
  view.context.moveTo(place.x + arm, place.y - arm);
  view.context.lineTo(place.x - arm, place.y + arm);
  view.context.stroke();
  view.context.restore();
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

function isOnScreen({ frame }, box) {
  return box.left >= 0 && box.top >= 0 && box.right <= frame.right && box.bottom <= frame.bottom;
}

// Whether there was room for the label in one of the places.
function labelNode(view, node, places) {
  if (view.labels.length > view.most && !highlighted.nodes.has(node.id)) return false;
  const { lines } = stored.labels[node.id];
  const style = labelStyle(node);
  const width = textWidth(view.context, lines, style) * view.size + 4;
  const height = lines.length * LINE_HEIGHT * view.size;
  const { x, y } = network.canvasToDOM(positionOf(node.id));
  const gap = radiusOf(node) * view.scale + 3;
  const boxes = places.map((place) => place(x, y, gap, width, height)).filter((box) => isOnScreen(view, box));
  const box = boxes.find((one) => view.taken.isFree(one, node.id));
  if (!box) return false;
  const alpha = isVivid("nodes", node.id) ? 1 : FAINT + 0.15;
  writeText(view.context, lines, box, { style, colour: INK, alpha, unit: view.unit, size: view.size });
  keep(view, box, "node", node.id);
  return true;
}

function labelEdge(view, edge) {
  if (!drawn.edges.has(edge.id)) return;
  const special = highlighted.edges.has(edge.id);
  if (!special && view.scale < 0.3) return;
  const lines = edgeLines(edge);
  const style = "400";
  const size = view.size * 0.9;
  const width = textWidth(view.context, lines, style) * size + 4;
  const height = lines.length * LINE_HEIGHT * size;
  const box = placeOnLine(view, edge, width, height);
  if (!box) return;
  writeText(view.context, lines, box, {
    style,
    colour: statuses.get(edge.status).colour,
    alpha: 1,
    unit: view.unit,
    size,
    ground: true,
  });
  keep(view, box, "edge", edge.id);
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

function keep(view, box, kind, id) {
  view.taken.add({ ...box, owner: kind });
  view.labels.push({ kind, id, ...box });
}
