// What vis-network cannot draw: eyes, pins and rings of marks, and the crosses of denials.

function finishMark(view, node) {
  const place = positionOf(node.id);
  if (isCommunity(node.id)) drawRim(view, node, place);
  else drawEye(view, node, place);
  if (node.id === cursor) drawRing(view, node, place);
  if (pinned.has(node.id)) drawPin(view, node, place);
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

// A pin in the upper right of a mark that has been given its place.
function drawPin(view, node, place) {
  const reach = radiusOf(node) * 0.75;
  view.context.save();
  Object.assign(view.context, { fillStyle: INK, strokeStyle: PAPER, lineWidth: 1.5 * view.unit });
  view.context.beginPath();
  view.context.arc(place.x + reach, place.y - reach, 3.5 * view.unit, 0, 2 * Math.PI);
  view.context.fill();
  view.context.stroke();
  view.context.restore();
}

// A cross on the line of what is denied.
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
