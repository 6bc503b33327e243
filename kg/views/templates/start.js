// Puts the parts together and starts.

const STEPS = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};
const menu = document.getElementById("menu");
const tip = document.getElementById("tip");

function onMapKey(event) {
  if (STEPS[event.key]) walk(STEPS[event.key]);
  else if (event.key === "Enter" && cursor !== null) openMark(cursor);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fitAll();
  else return;
  event.preventDefault();
}

function walk(step) {
  hideTip();
  const id = nodeTowards(step);
  if (id === null) return;
  moveCursor(id);
  say(isCommunity(id) ? markTip(id) : nodeSaid(nodes[id]));
}

function nodeSaid(node) {
  return `${node.name}, ${classes.get(node.class_name).label}, ${counted(visibleClaims(node).length, "claim")}`;
}

function onPageKey(event) {
  const typing = event.target instanceof Element && event.target.matches("input[type=text], select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape") {
    if (menu.open) closeMenu();
    else stepBack();
  }
}

function closeMenu() {
  menu.open = false;
  menu.querySelector("summary").focus();
}

function onClick({ nodes: hitNodes, edges: hitEdges }) {
  if (hitNodes.length) openMark(hitNodes[0]);
  else if (hitEdges.length) openLine(hitEdges[0]);
  else closePanel();
}

function showTip(text, { x, y }) {
  container.style.cursor = "pointer";
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = `${Math.max(8, Math.min(x + 14, container.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(y + 14, container.clientHeight - tip.offsetHeight - 8))}px`;
}

function hideTip() {
  container.style.cursor = "";
  tip.hidden = true;
}

function listen() {
  network.on("click", onClick);
  network.on("afterDrawing", writeLabels);
  network.on("hoverNode", ({ node, pointer }) => showTip(markTip(node), pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => showTip(lineTip(edge), pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, hideTip);
  network.on("dragEnd", onDragEnd);
  network.on("zoom", touch);
  network.on("resize", () => touched || opened || fitAll(false));
  container.addEventListener("keydown", onMapKey);
  document.addEventListener("keydown", onPageKey);
  search.addEventListener("keydown", onSearchKey);
  search.addEventListener("input", showResults);
  search.addEventListener("blur", () => setResultsOpen(false));
  window.addEventListener("beforeprint", fillPrint);
  window.addEventListener("afterprint", emptyPrint);
  window.addEventListener("hashchange", restoreView);
  listenToButtons();
  listenToMenu();
}

function listenToMenu() {
  const actions = {
    "save-png": savePng,
    "save-svg": saveSvg,
    "save-csv": saveSheet,
    "copy-address": copyAddress,
    print: () => window.print(),
  };
  for (const [id, act] of Object.entries(actions)) {
    document.getElementById(id).addEventListener("click", () => {
      closeMenu();
      act();
    });
  }
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

function copyAddress() {
  writeAddress();
  copyText(location.href, "Copied the address of this view.");
}

function listenToButtons() {
  const on = (id, event, action) => document.getElementById(id).addEventListener(event, action);
  on("skip", "click", () => container.focus());
  on("panel-close", "click", closePanel);
  on("zoom-in", "click", () => zoom(1.3));
  on("zoom-out", "click", () => zoom(1 / 1.3));
  on("fit", "click", () => fitAll());
  on("list", "click", openList);
  on("reset", "click", resetFilters);
  on("physics", "change", (event) => setPhysics(event.target.checked));
  on("toggle-filters", "click", (event) => {
    const open = document.body.classList.toggle("filters-open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
}

// For tests and for scripts of those who embed the page.
function nodeNamed(name) {
  return nodes.find((node) => node.name === name);
}

function edgeNamed(first, second, status = "fact") {
  const ends = [nodeNamed(first).id, nodeNamed(second).id].sort((a, b) => a - b);
  return edges.find((edge) => edge.ends[0] === ends[0] && edge.ends[1] === ends[1] && edge.status === status);
}

function onScreen(point) {
  const { left, top } = container.getBoundingClientRect();
  const { x, y } = network.canvasToDOM(point);
  return { x: left + x, y: top + y };
}

fillFilters();
listen();
container.querySelector(".vis-network").tabIndex = -1;
restoreView();
window.kgMap = Object.freeze({
  network,
  openActor: (name) => openNode(nodeNamed(name).id),
  openLine: (first, second, status) => openEdge(edgeNamed(first, second, status).id),
  close: closePanel,
  setFilter,
  reset: resetFilters,
  shown: () => ({
    claims: shown.claims.size,
    actors: [...shown.nodes].map((id) => nodes[id].name),
    lines: shown.edges.size,
  }),
  address: addressOfView,
  nameOf: (id) => nodes[id].name,
  sheet,
  picture: pictureText,
  communities: () => communities.filter((one) => drawn.nodes.has(one.id)).map((one) => one.title),
  communityOnScreen,
  labels: () => written.map((label) => ({ ...label })),
  actorOnScreen: (name) => onScreen(positionOf(nodeNamed(name).id)),
  lineOnScreen: (first, second, status) => onScreen(pointOn(edgeNamed(first, second, status).id, 0.5)),
});
