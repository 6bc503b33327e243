// What the reader asks for: all filters together. A claim is shown if it passes each of them.

const KINDS = {
  status: { plural: "statuses", entries: stored.map.statuses, of: (claim) => [claim.status] },
  class: {
    plural: "classes",
    entries: stored.map.classes,
    of: (claim) => [nodes[claim.subject].class_name, nodes[claim.object].class_name],
  },
  relation: { plural: "relations", entries: stored.map.relations, of: (claim) => [claim.relation] },
  publisher: { plural: "publishers", entries: stored.map.publishers, of: (claim) => [publisherOf(claim)] },
};
const asked = {
  hidden: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Set()])),
  away: new Set(), // nodes that the reader took off the map
  ...everything(),
};

// The other filters when nothing is left out.
function everything() {
  return { words: "", about: null, from: null, to: null, undated: true, sources: 1, focus: null, hops: 1 };
}

function passes(claim) {
  return (
    Object.keys(KINDS).every((kind) => KINDS[kind].of(claim).every((name) => !asked.hidden[kind].has(name))) &&
    (asked.about === null || KINDS.class.of(claim).includes(asked.about)) &&
    claim.sources >= asked.sources &&
    !asked.away.has(claim.subject) &&
    !asked.away.has(claim.object) &&
    isInTime(claim) &&
    isCalled(claim, fold(asked.words))
  );
}

function isCalled(claim, wanted) {
  return !wanted || [claim.subject, claim.object].some((id) => spellings[id].some((known) => known.includes(wanted)));
}

// Whether the time of what is claimed overlaps the time asked for, in steps of the slider.
function isInTime(claim) {
  if (!isDated(claim)) return asked.undated;
  const start = claim.since ? stepOf(claim.since) : -Infinity;
  const end = claim.until ? stepOf(claim.until) : Infinity;
  return start <= (asked.to ?? Infinity) && end >= (asked.from ?? -Infinity);
}

// Around an actor are its own claims (one step), and those of its neighbours (two), over claims that pass all else.
function filterClaims() {
  const passing = everyPlace().filter((place) => passes(claims[place]));
  const near = asked.focus === null ? null : within(asked.focus, asked.hops - 1, passing);
  const isNear = ({ subject, object }) => !near || near.has(subject) || near.has(object);
  shown.claims = new Set(passing.filter((place) => isNear(claims[place])));
  shown.edges = new Set(edges.filter((edge) => visibleClaims(edge).length).map((edge) => edge.id));
  shown.nodes = new Set();
  for (const place of shown.claims) {
    shown.nodes.add(claims[place].subject).add(claims[place].object);
  }
  filterStage();
}

function isFiltered() {
  const plain = everything();
  const sets = [...Object.values(asked.hidden), asked.away];
  return (
    sets.some((names) => names.size) || Object.keys(plain).some((key) => key !== "hops" && asked[key] !== plain[key])
  );
}

function askForEverything() {
  [...Object.values(asked.hidden), asked.away].forEach((names) => names.clear());
  Object.assign(asked, everything());
}

// Hides all entries of a kind but one; of a class, all claims that are not about one of the class.
function askForOnly(kind, name) {
  if (kind === "class") asked.about = name;
  else asked.hidden[kind] = new Set(KINDS[kind].entries.map((entry) => entry.name).filter((other) => other !== name));
}
