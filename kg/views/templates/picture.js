// The picture of the map as it is on the screen, with title and legend, as SVG and as PNG.

const PICTURE = { margin: 24, head: 62, row: 22, scale: 2 }; // pixels; a PNG has this many dots a pixel

function xmlText(text) {
  return text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}

function writing(text, attributes) {
  return drawing("text", { "font-family": FAMILY, fill: INK, ...attributes }, xmlText(text));
}

// The part of the map that neither the panel nor the bar covers.
function bodyPicture() {
  const over = covered();
  const box = { x: 0, y: over.top, width: container.clientWidth - over.right };
  box.height = container.clientHeight - over.bottom - over.top;
  return { ...box, parts: pictureParts() };
}

function mapPicture() {
  const { x, y, width, height, parts } = bodyPicture();
  const legend = legendPicture(width - 2 * PICTURE.margin);
  const total = PICTURE.head + height + legend.height;
  const clip = drawing("clipPath", { id: "frame" }, drawing("rect", { x, y, width, height }));
  const place = `translate(0 ${PICTURE.head - y})`;
  legend.group.setAttribute("transform", `translate(${PICTURE.margin} ${PICTURE.head + height})`);
  return drawing(
    "svg",
    { xmlns: SVG, width, height: total, viewBox: `0 0 ${width} ${total}`, role: "img" },
    drawing("title", {}, xmlText(stored.map.title)),
    clip,
    drawing("rect", { width, height: total, fill: PAPER }),
    ...headPicture(width),
    drawing("g", { transform: place }, drawing("g", { "clip-path": "url(#frame)" }, ...parts)),
    legend.group,
  );
}

function headPicture(width) {
  const longest = Math.max(10, Math.floor((width - 2 * PICTURE.margin) / 10.5));
  const title = stored.map.title.length > longest ? `${stored.map.title.slice(0, longest - 1)}…` : stored.map.title;
  const size = isFiltered() ? shownText.textContent : stored.map.summary;
  return [
    writing(title, { x: PICTURE.margin, y: 30, "font-size": 20, "font-weight": 600 }),
    writing(size, { x: PICTURE.margin, y: 50, "font-size": 13, fill: "#59616b" }),
  ];
}

function pictureParts() {
  const visible = stage.edges.filter((edge) => drawn.edges.has(edge.id));
  return [
    ...visible.map((edge) => (edge.isBundle ? bundlePicture(edge) : linePicture(edge))),
    ...stage.nodes.filter((node) => drawn.nodes.has(node.id)).map(markPicture),
    ...written.map(labelPicture),
  ];
}

function markPicture(node) {
  const { x, y } = network.canvasToDOM(positionOf(node.id));
  const radius = radiusOf(node) * network.getScale();
  const parts = isCommunity(node.id) ? rimPicture(node) : classMark(classes.get(node.class_name)).children;
  const opacity = isVivid("nodes", node.id) ? 1 : FAINT;
  return drawing("g", { transform: `translate(${round(x)} ${round(y)}) scale(${round(radius)})`, opacity }, ...parts);
}

function linePicture(edge) {
  const points = linePoints(edge);
  const status = statuses.get(edge.status);
  const scale = network.getScale();
  const width = lineWidth(edge) * scale;
  const stroke = { stroke: status.colour, fill: "none", "stroke-width": round(Math.max(0.6, width)) };
  const dashes = status.dashes.map((length) => round(length * scale)).join(" ") || "none";
  const parts = [drawing("path", { ...stroke, d: pathOf(points), "stroke-dasharray": dashes })];
  const said = sayings(edge);
  if (said.some((saying) => saying.forward === true)) parts.push(arrowPicture(points.slice(-2), status.colour, scale));
  if (said.some((saying) => saying.forward === false))
    parts.push(arrowPicture(points.slice(0, 2).reverse(), status.colour, scale));
  if (status.crossed) parts.push(crossPicture(edge, stroke));
  return drawing("g", { opacity: isVivid("edges", edge.id) ? 0.9 : 0.1 }, ...parts);
}

// Points along a line, from the rim of one mark to the rim of the other.
function linePoints(edge) {
  const ends = edge.ends.map((id) => ({ ...positionOf(id), radius: radiusOf(nodes[id]) + 1 }));
  const shares = Array.from({ length: 61 }, (_, place) => place / 60);
  const points = shares.map((share) => pointOn(edge.id, share));
  const outside = points.filter((point) =>
    ends.every((end) => Math.hypot(point.x - end.x, point.y - end.y) > end.radius),
  );
  return (outside.length > 1 ? outside : points).map((point) => network.canvasToDOM(point));
}

function pathOf(points) {
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L")}`;
}

function arrowPicture([from, to], fill, scale) {
  const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const transform = `translate(${round(to.x)} ${round(to.y)}) rotate(${round(turn)}) scale(${round(scale)})`;
  return drawing("path", { d: "M0 0-8-3.5-6 0-8 3.5Z", fill, transform });
}

function crossPicture(edge, stroke) {
  const { x, y } = network.canvasToDOM(pointOn(edge.id, 0.5));
  return drawing("path", {
    ...stroke,
    "stroke-width": 2.2,
    d: "M-5-5 5 5M5-5-5 5",
    transform: `translate(${round(x)} ${round(y)})`,
  });
}

// A line fades out behind the words on it, as on the screen.
function labelPicture({ left, right, top, bottom, words }) {
  const size = FONT * words.size;
  const rows = words.lines.map((line, row) =>
    drawing(
      "tspan",
      { x: round((left + right) / 2), y: round(top + (row + 0.5) * LINE_HEIGHT * words.size + size * 0.35) },
      xmlText(line),
    ),
  );
  const halo = { stroke: PAPER, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
  const text = writing("", { "font-size": round(size), "font-weight": words.style, "text-anchor": "middle", ...halo });
  text.setAttribute("fill", words.colour);
  text.setAttribute("opacity", words.alpha);
  text.append(...rows);
  const box = { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) };
  return words.ground ? drawing("g", {}, drawing("rect", { ...box, fill: PAPER, opacity: 0.82 }), text) : text;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
