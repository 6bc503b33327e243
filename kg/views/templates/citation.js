// A claim as one would quote it, with its source.

function citation(claim) {
  const receipt = documents[claim.document];
  const source = [receipt.publisher, receipt.title || receipt.name, receipt.date].filter((part) => part).join(", ");
  const lines = [
    `“${sentenceOf(claim).trim()}”`,
    `— ${source}${receipt.copy_of ? ` (a copy of ${receipt.copy_of})` : ""}`,
  ];
  if (receipt.url && isWebAddress(receipt.url)) lines.push(receipt.url);
  return [...lines, `Claim: ${statement(claim)}`].join("\n");
}

// What is claimed, on one line: who did what to whom, how it is stated, by whom, when and for how much.
function statement(claim) {
  const said = `${nodes[claim.subject].name} ${relations.get(claim.relation).label} ${nodes[claim.object].name}`;
  const facts = [claim.note, claim.by && `said by ${claim.by}`, claim.when, claim.amount];
  return `${said} (${facts.filter((fact) => fact).join("; ")})`;
}

function copyButton(claim) {
  const attributes = {
    class: "plain small",
    type: "button",
    "aria-label": `Copy with citation: ${statement(claim)}`,
    click: () => copyText(citation(claim), "Copied with its citation."),
  };
  return element("button", attributes, "Copy with citation");
}
