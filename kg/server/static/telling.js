// Telling a claim: words that are selected in the sentence become its ends, and relations that fit come first.

const words = document.getElementById("words");
const reads = document.getElementById("reads");
const relation = document.getElementById("f-relation");
const { names, fits } = JSON.parse(document.getElementById("known").textContent);
const field = (part) => document.getElementById(`f-${part}`);
const KEYS = { s: "subject", o: "object" };

// What is selected: in the field with the sentence, which keeps it when a button is pressed, or in the document.
function selected() {
  const inField = words.value.slice(words.selectionStart, words.selectionEnd);
  const chosen = [...document.querySelectorAll(".chosen")];
  const selection = getSelection();
  const here = chosen.some((sentence) => sentence.contains(selection.anchorNode));
  const inText = here && chosen.some((sentence) => sentence.contains(selection.focusNode)) ? unnumbered(selection) : "";
  return (inText || inField).replace(/\s+/g, " ").trim();
}

// The selected words without the numbers of claims between them.
function unnumbered(selection) {
  if (selection.isCollapsed || !selection.rangeCount) return "";
  const part = selection.getRangeAt(0).cloneContents();
  part.querySelectorAll("sup, .add").forEach((mark) => mark.remove());
  return part.textContent;
}

function take(part) {
  const text = selected();
  if (!text) {
    reads.textContent = "Select words of the sentence first.";
    return;
  }
  const fold = field(part).closest("details");
  if (fold) fold.open = true;
  field(part).value = text;
  changed();
}

// Relations that fit what is known of the ends come first; the others stay.
function arrange() {
  const ends = ["subject", "object"].map((part) => names[field(`${part}_meant`).value] || names[field(part).value]);
  const classes = ["subject", "object"].map((part, side) => field(`${part}_class`).value || ends[side]);
  const allowed = classes.map((name, side) => (name && fits[name] ? new Set(fits[name][side]) : null));
  const fitting = (option) => allowed.every((set) => !set || set.has(option.value));
  const value = relation.value;
  const options = [...relation.querySelectorAll("optgroup option")].sort((a, b) => (a.label < b.label ? -1 : 1));
  const groups = allowed.some(Boolean)
    ? [["Fit what is chosen", options.filter(fitting)], ["Others", options.filter((option) => !fitting(option))]]
    : [["Relations", options]];
  relation.querySelectorAll("optgroup").forEach((group) => group.remove());
  for (const [label, members] of groups.filter(([, members]) => members.length)) {
    const group = document.createElement("optgroup");
    group.label = label;
    group.append(...members);
    relation.append(group);
  }
  relation.value = value;
}

function end(part) {
  return field(`${part}_meant`).value || field(part).value || "…";
}

function changed() {
  arrange();
  const did = relation.value ? relation.selectedOptions[0].label : "…";
  const told = [field("subject").value, relation.value, field("object").value].some(Boolean);
  const stands = field("status").selectedOptions[0].label;
  reads.textContent = told ? `${end("subject")} ${did} ${end("object")} (${stands})` : "";
}

document.querySelectorAll("[data-part]").forEach((button) => {
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
  button.addEventListener("click", () => take(button.dataset.part));
});
words.addEventListener("keydown", (event) => {
  const part = KEYS[event.key.toLowerCase()];
  if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  take(part);
});
// In a field that is read-only browsers select nothing by the keyboard, so this one is not, and refuses what is written.
words.readOnly = false;
words.setAttribute("aria-readonly", "true");
words.inputMode = "none";
words.addEventListener("beforeinput", (event) => event.preventDefault());
words.form.addEventListener("input", changed);
document.querySelector(".takes").hidden = false;
document.getElementById("h-words").hidden = false;
changed();
