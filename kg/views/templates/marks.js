// Elements are built node by node: text from documents is only ever text, never markup.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  square: "M-.82-.82H.82V.82H-.82Z",
  diamond: "M0-1 1 0 0 1-1 0Z",
  triangle: "M0-.95 1 .75H-1Z",
  triangleDown: "M0 .95 1-.75H-1Z",
  hexagon: "M-1 0-.5-.87H.5L1 0 .5.87H-.5Z",
  star: "M0-1 .24-.32.95-.31.38.12.59.81 0 .4-.59.81-.38.12-.95-.31-.24-.32Z",
  dot: "M-.9 0A.9.9 0 1 1 .9 0 .9.9 0 1 1-.9 0Z",
};

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The mark of a class, as in the map.
function classMark(entry) {
  const outline = { d: SHAPES[entry.shape] || SHAPES.dot, stroke: entry.border, "stroke-width": 0.22 };
  const hollow = entry.fill === "hollow" || entry.fill === "target";
  const parts = [drawing("path", { ...outline, fill: hollow ? "#fff" : entry.background })];
  if (entry.fill === "eye") parts.push(drawing("circle", { r: 0.36, fill: "#fff" }));
  if (entry.fill === "target") parts.push(drawing("circle", { r: 0.36, fill: entry.border }));
  return drawing("svg", { viewBox: "-1.2 -1.2 2.4 2.4", class: "mark", "aria-hidden": "true" }, ...parts);
}

// The line of a status, as in the map.
function statusLine(entry) {
  const stroke = { stroke: entry.colour, "stroke-width": 2, fill: "none" };
  const parts = [drawing("path", { ...stroke, d: "M1 6H43", "stroke-dasharray": entry.dashes.join(" ") || "none" })];
  if (entry.crossed) parts.push(drawing("path", { ...stroke, d: "M18 2 26 10M26 2 18 10" }));
  return drawing("svg", { viewBox: "0 0 44 12", class: "line", "aria-hidden": "true" }, ...parts);
}

function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

// Only addresses of the web become links, whatever the data says.
function webLink(address, text) {
  if (!isWebAddress(address)) return text;
  return element("a", { href: new URL(address).href, rel: "noopener noreferrer", target: "_blank" }, text);
}
