// Turns the text field of a query into an editor that completes names. Without it the field works as it is.

import {
  EditorState, EditorView, HighlightStyle, Prec, StreamLanguage, autocompletion, bracketMatching, closeBrackets,
  closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, highlightActiveLine, history, historyKeymap,
  indentOnInput, keymap, lineNumbers, sparql, syntaxHighlighting, tags,
} from "/vendor/codemirror.min.js";

const KEYWORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND GRAPH FROM CONSTRUCT DESCRIBE ASK PREFIX " +
  "LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT CONTAINS LCASE UCASE STR STRSTARTS STRENDS REGEX COALESCE " +
  "BOUND EXISTS"
).split(" ").concat("GROUP BY", "ORDER BY", "HAVING", "NOT EXISTS", "DESC", "ASC");

const field = document.getElementById("query");
const form = document.getElementById("ask");

// Names are found by what they mean as well: "kg:bought" leads to the relation that is labelled so.
const terms = JSON.parse(document.getElementById("terms").textContent).map((term) => ({
  label: term.name,
  detail: term.label === term.name ? "" : term.label,
  info: term.detail || undefined,
  type: { class: "class", property: "property", actor: "variable" }[term.kind],
  boost: term.kind === "actor" ? -20 : 0,
}));
const keywords = KEYWORDS.map((word) => ({ label: word, type: "keyword", boost: -40 }));

function completions(context) {
  if (/(^|\n)[^\n]*#[^\n<>"']*$/.test(context.state.sliceDoc(0, context.pos))) return null;
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) {
    const own = variable.text;
    const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
    names.delete(own);
    return { from: variable.from, options: [...names].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
  }
  const word = context.matchBefore(/[\w-]*:?[\w.-]*/);
  if (!context.explicit && (!word || word.text.length < 2)) return null;
  const prefixed = word.text.includes(":");
  return { from: word.from, options: prefixed ? terms : [...keywords, ...terms], validFor: /^[\w-]*:?[\w.-]*$/ };
}

const ink = HighlightStyle.define([
  { tag: tags.keyword, color: "#0b5a6f", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "#0b5a6f" },
  { tag: tags.local(tags.variableName), color: "#7a3e00" },
  { tag: tags.atom, color: "#1f4e9c" },
  { tag: tags.string, color: "#2f6b2f" },
  { tag: tags.comment, color: "#59616b", fontStyle: "italic" },
]);

const looks = EditorView.theme({
  "&": { fontSize: "13.5px", backgroundColor: "#fff", border: "1px solid #8b9098", borderRadius: "6px" },
  "&.cm-focused": { outline: "2px solid #0b5a6f", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", lineHeight: "1.55", maxHeight: "60vh" },
  ".cm-gutters": { backgroundColor: "#fbfaf7", color: "#686f78", borderRight: "1px solid #e4e0d8", borderRadius: "6px 0 0 6px" },
  ".cm-content, .cm-gutter": { minHeight: "230px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "#f4f1ea80" },
  ".cm-tooltip": { backgroundColor: "#fff", border: "1px solid #c9c5bb", borderRadius: "6px", boxShadow: "0 8px 28px rgb(31 35 40 / 14%)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "#0b5a6f", color: "#fff" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
  ".cm-completionInfo": { maxWidth: "320px", padding: "6px 10px", fontFamily: "system-ui, sans-serif" },
});

function run() {
  form.requestSubmit();
  return true;
}

const view = new EditorView({
  state: EditorState.create({
    doc: field.value,
    extensions: [
      EditorView.cspNonce.of(document.querySelector("script[nonce]").nonce),
      EditorView.contentAttributes.of({ "aria-label": "Query", "aria-describedby": "keys" }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      keymap.of([...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
      lineNumbers(), highlightActiveLine(), drawSelection(), history(), indentOnInput(), bracketMatching(), closeBrackets(),
      EditorView.lineWrapping, StreamLanguage.define(sparql), syntaxHighlighting(ink), looks,
      autocompletion({ override: [completions], maxRenderedOptions: 60 }),
      EditorView.updateListener.of((update) => { if (update.docChanged) field.value = view.state.doc.toString(); }),
    ],
  }),
});

field.hidden = true;
field.labels[0].hidden = true;
field.after(view.dom);
document.getElementById("keys").hidden = false;
