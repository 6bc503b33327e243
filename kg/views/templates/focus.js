// One actor at a time: its neighbourhood alone, off the map, or pinned to its place.

const pinned = new Map(); // node: the place where the reader wants it
const firstPlaces = new Map(stored.drawing.nodes.map(({ id, x, y }) => [id, { x, y }]));

// What can be done with an actor, in the panel.
function nodeActions(id) {
  const focused = asked.focus === id;
  const button = (words, pressed, click) =>
    element("button", { class: "plain", type: "button", "aria-pressed": pressed, click }, words);
  return element(
    "p",
    { class: "actions" },
    button("Only its surroundings", String(focused), () => (focused ? leaveFocus() : focusOn(id, 1))),
    button("Pin", String(pinned.has(id)), () => (pinned.has(id) ? unpin(id) : pin(id, positionOf(id)))),
    button("Hide", null, () => change(() => asked.away.add(id))),
  );
}

function focusOn(id, hops) {
  change(() => Object.assign(asked, { focus: id, hops }));
  fitAll();
}

function leaveFocus() {
  change(() => (asked.focus = null));
  fitAll();
}

// A pinned mark keeps its place, also while the others move.
function pin(id, { x, y }) {
  pinned.set(id, { x: Math.round(x), y: Math.round(y) });
  placePinned([id]);
}

// Back to where it was drawn first.
function unpin(id) {
  pinned.delete(id);
  if (marks.get(id)) marks.update({ id, fixed: false, ...(network.physics.physicsEnabled ? {} : firstPlaces.get(id)) });
  afterPinning();
}

function unpinAll() {
  const ids = [...pinned.keys()].filter((id) => marks.get(id));
  pinned.clear();
  marks.update(ids.map((id) => ({ id, fixed: false, ...firstPlaces.get(id) })));
}

// Held in place only while the marks move: vis-network lets nobody drag a mark that it holds.
function holdPinned(ids = [...pinned.keys()]) {
  const held = network.physics.physicsEnabled;
  const present = ids.filter((id) => marks.get(id)); // others are not on the stage
  marks.update(present.map((id) => ({ id, ...pinned.get(id), fixed: held })));
}

function placePinned(ids) {
  holdPinned(ids);
  afterPinning();
}

function afterPinning() {
  refreshPanel();
  rememberView();
}

function setPhysics(on) {
  document.getElementById("physics").checked = on;
  network.setOptions({ physics: { enabled: on } });
  placePinned();
}

// What is dragged stays where it is put.
function onDragEnd({ nodes: dragged }) {
  dragged.filter((id) => !isCommunity(id)).forEach((id) => pin(id, positionOf(id)));
  if (!dragged.length) touch();
}
