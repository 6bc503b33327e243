// The panel: claims with their sentences and sources.

const panel = document.getElementById("panel");
const panelTitle = document.getElementById("panel-title");
const panelAbout = document.getElementById("panel-about");
const panelBody = document.getElementById("panel-body");
const FIRST = 25; // claims of a relation that are shown before one asks for more
let opened = null; // { kind, id } of what the panel shows
let returnTo = null; // where the keyboard was before the panel opened

function openPanel(kind, id, content) {
  if (panel.hidden) returnTo = document.activeElement;
  opened = { kind, id };
  panelTitle.replaceChildren(...content.title);
  panelAbout.replaceChildren(...content.about);
  panelBody.replaceChildren(...content.groups.map(groupSection), ...content.after);
  panel.hidden = false;
  panelBody.scrollTop = 0;
  document.body.classList.add("panel-open");
  panelTitle.focus({ preventScroll: true });
  rememberView();
}

function closePanel() {
  if (panel.hidden) return;
  panel.hidden = true;
  opened = null;
  document.body.classList.remove("panel-open");
  highlight(null);
  if (returnTo && returnTo.isConnected) returnTo.focus({ preventScroll: true });
  rememberView();
}

function openNode(id, { focus = true } = {}) {
  const node = nodes[id];
  bringOnStage(id);
  cursor = id;
  highlight(surroundings(node));
  openPanel("node", id, {
    title: [bdi(node.name)],
    about: nodeAbout(node),
    groups: nodeGroups(node),
    after: hiddenNote(node.claims),
  });
  if (focus) bringIntoView([id]);
}

function openEdge(id) {
  const pair = edgesBetween(edges[id]);
  const own = new Set(edges[id].claims); // first those of the line that was opened, then those of other statuses
  const places = pair.flatMap((edge) => edge.claims).sort((a, b) => own.has(b) - own.has(a) || a - b);
  const [start, end] = edges[id].ends;
  cursor = null;
  highlight({ nodes: new Set(edges[id].ends), edges: new Set(pair.map((edge) => edge.id)) });
  const title = start === end ? [bdi(nodes[start].name)] : [bdi(nodes[start].name), " and ", bdi(nodes[end].name)];
  openPanel("edge", id, {
    title,
    about: [sizeLine(places)],
    groups: relationGroups(places).sort((a, b) => own.has(b.members[0]) - own.has(a.members[0])),
    after: hiddenNote(places),
  });
  bringIntoView(edges[id].ends);
}

function openList() {
  const places = everyPlace();
  cursor = null;
  highlight(null);
  openPanel("list", null, {
    title: ["All claims"],
    about: [sizeLine(places)],
    groups: relationGroups(places),
    after: hiddenNote(places),
  });
}

function refreshPanel() {
  if (!opened) return;
  const { kind, id } = opened;
  const place = document.activeElement;
  if (kind === "node") openNode(id, { focus: false });
  if (kind === "edge") openEdge(id);
  if (kind === "bundle") openBundle(id);
  if (kind === "list") openList();
  place.focus({ preventScroll: true });
}

function bdi(text) {
  return element("bdi", {}, text);
}

function sizeLine(places) {
  const visible = places.filter((place) => shown.claims.has(place));
  const receipts = new Set(visible.map((place) => documents[claims[place].document]));
  const origins = new Set([...receipts].map((receipt) => receipt.origin));
  const sources = origins.size < receipts.size ? `${counted(origins.size, "source")}, ` : "";
  return element("p", {}, `${counted(visible.length, "claim")} from ${sources}${counted(receipts.size, "document")}`);
}

function hiddenNote(places) {
  const missing = places.filter((place) => !shown.claims.has(place)).length;
  return missing ? [element("p", { class: "hint" }, `${counted(missing, "more claim")} hidden by the filters.`)] : [];
}

function nodeAbout(node) {
  const kind = classes.get(node.class_name);
  const about = [element("p", { class: "kind" }, classMark(kind), kind.label), sizeLine(node.claims)];
  if (node.aliases.length)
    about.push(element("p", { class: "aliases" }, "Also called ", ...commas(node.aliases.slice(0, 8).map(bdi))));
  about.push(nodeActions(node.id));
  return about;
}

function commas(items) {
  return items.flatMap((item, place) => (place ? [", ", item] : [item]));
}

// Claims about a node, by relation and by the part it plays in it.
function nodeGroups(node) {
  return grouped(node.claims, (claim) => {
    const relation = relations.get(claim.relation);
    return claim.subject === node.id || relation.symmetric ? relation.label : relation.inverse_label;
  });
}

function relationGroups(places) {
  return grouped(places, (claim) => relations.get(claim.relation).label);
}

function grouped(places, heading) {
  const groups = new Map();
  for (const place of places.filter((one) => shown.claims.has(one))) {
    const key = heading(claims[place]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(place);
  }
  return [...groups]
    .map(([title, members]) => ({ title, members }))
    .sort((a, b) => b.members.length - a.members.length);
}

function groupSection({ title, members }) {
  const count = element("span", { class: "count" }, ` ${members.length}`);
  const section = element("section", { class: "group" }, element("h3", {}, bdi(title), count));
  section.append(...members.slice(0, FIRST).map(claimCard));
  if (members.length > FIRST) section.append(moreButton(section, members.slice(FIRST)));
  return section;
}

function moreButton(section, rest) {
  const button = element(
    "button",
    { class: "plain", type: "button", click: () => button.replaceWith(...rest.map(claimCard)) },
    `Show ${rest.length} more`,
  );
  return button;
}

function claimCard(place) {
  const claim = claims[place];
  return element(
    "article",
    { class: "claim" },
    element(
      "p",
      { class: "says" },
      nodeButton(claim.subject),
      ` ${relations.get(claim.relation).label} `,
      nodeButton(claim.object),
    ),
    element("p", { class: "status" }, statusLine(statuses.get(claim.status)), claim.note),
    reviewNote(claim),
    sentence(claim),
    details(claim),
    source(documents[claim.document]),
    element("div", { class: "foot" }, lesson(claim), copyButton(claim)),
  );
}

// That a person vouches for the claim: who, since when, and why.
function reviewNote(claim) {
  if (!claim.review) return null;
  return element("p", { class: "review" }, element("span", { "aria-hidden": "true" }, "✓ "), bdi(claim.review));
}

function nodeButton(id) {
  return element("button", { class: "name", type: "button", click: () => openNode(id) }, bdi(nodes[id].name));
}

function sentence(claim) {
  return element(
    "blockquote",
    { dir: "auto" },
    bdi(claim.before),
    element("mark", { dir: "auto" }, claim.quote),
    bdi(claim.after),
  );
}

function details(claim) {
  const facts = [
    ["Said by", claim.by],
    ["When", claim.when],
    ["Amount", claim.amount],
    ["Role", claim.role],
    ["Technology", claim.technology],
    ["Sources", claim.sources > 1 ? `${claim.sources} independent ones say so` : null],
  ].filter(([, value]) => value);
  return facts.length
    ? element("dl", {}, ...facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, bdi(value))]))
    : null;
}

function source(receipt) {
  const title = bdi(receipt.title || receipt.name);
  const origin = [receipt.publisher, receipt.date].filter((part) => part);
  return element(
    "p",
    { class: "source" },
    receipt.url ? webLink(receipt.url, title) : title,
    origin.length ? element("span", {}, ...commas(origin.map(bdi))) : null,
    receipt.copy_of ? element("span", {}, "a copy of ", bdi(receipt.copy_of)) : null,
  );
}

function lesson(claim) {
  if (claim.verdict === "added") return element("span", {}, "A person added it.");
  return element("details", {}, element("summary", {}, "Why it was found"), element("p", {}, ...reasons(claim)));
}

function reasons(claim) {
  if (claim.read_by) {
    return ["Another reader than kg’s own found it: ", bdi(claim.read_by), ". The quote was checked. Read it twice."];
  }
  return claim.taught_by
    ? ["It is worded like this example: ", bdi(`“${claim.taught_by}”`)]
    : ["It is worded like no example; the scorer that was learned from labelled text suggested it. Read it twice."];
}
