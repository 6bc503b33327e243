// What lines and marks say in words.

const ARROWS = { right: "→", left: "←", down: "↓", up: "↑" };

function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

// What a line says: each relation with its count, and whether it runs from the first end to the second.
function sayings(edge) {
  const found = new Map();
  for (const place of visibleClaims(edge)) {
    const claim = claims[place];
    const relation = relations.get(claim.relation);
    const forward = relation.symmetric ? null : claim.subject === edge.ends[0];
    const key = `${forward} ${claim.relation}`;
    const saying = found.get(key) || { label: relation.label, forward, count: 0 };
    saying.count += 1;
    found.set(key, saying);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

// The words on a line: relations with counts, the status unless it is a fact, and arrows when it runs both ways.
function edgeLines(edge) {
  const said = sayings(edge);
  const bothWays = said.some((saying) => saying.forward === true) && said.some((saying) => saying.forward === false);
  const lines = said.slice(0, said.length > 3 ? 2 : 3).map((saying) => sayingLine(edge, saying, bothWays));
  const status = statuses.get(edge.status);
  if (edge.status !== "fact") lines[0] = `${status.crossed ? "✕ " : ""}${status.label}: ${lines[0]}`;
  if (said.length > 3) lines.push(`and ${said.length - 2} more`);
  return lines;
}

function sayingLine(edge, saying, bothWays) {
  const text = saying.count > 1 ? `${saying.label} ×${saying.count}` : saying.label;
  if (!bothWays || saying.forward === null) return text;
  const arrow = direction(edge, saying.forward);
  return arrow === "left" ? `${ARROWS.left} ${text}` : `${text} ${ARROWS[arrow]}`;
}

function direction(edge, forward) {
  const [start, end] = edge.ends.map(positionOf);
  const [x, y] = [end.x - start.x, end.y - start.y].map((step) => (forward ? step : -step));
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? "left" : "right";
  return y < 0 ? "up" : "down";
}

function nodeTip(node) {
  return `${node.name} – ${classes.get(node.class_name).label}, ${counted(visibleClaims(node).length, "claim")}`;
}

function edgeTip(edge) {
  const status = statuses.get(edge.status).label;
  const parts = sayings(edge).map((saying) => {
    const [start, end] = saying.forward === false ? [...edge.ends].reverse() : edge.ends;
    return `${nodes[start].name} ${saying.label} ${nodes[end].name}${saying.count > 1 ? ` (${saying.count} claims)` : ""}`;
  });
  return `${parts.slice(0, 4).join("; ")} – ${status}`;
}
