// The claims that are shown as a table for spreadsheets.

const COLUMNS = {
  subject: (claim) => nodes[claim.subject].name,
  relation: (claim) => relations.get(claim.relation).label,
  object: (claim) => nodes[claim.object].name,
  status: (claim) => claim.note,
  said_by: (claim) => claim.by,
  when: (claim) => claim.time,
  amount: (claim) => claim.amount,
  role: (claim) => claim.role,
  technology: (claim) => claim.technology,
  evidence: (claim) => claim.quote,
  sentence: (claim) => sentenceOf(claim),
  publisher: (_, receipt) => receipt.publisher,
  title: (_, receipt) => receipt.title,
  published: (_, receipt) => receipt.day,
  url: (_, receipt) => receipt.url,
  document: (_, receipt) => receipt.name,
  copy_of: (_, receipt) => receipt.copy_of,
  independent_sources: (claim) => String(claim.sources),
  reviewed: (claim) => claim.review,
  example: (claim) => claim.taught_by,
  subject_class: (claim) => classes.get(nodes[claim.subject].class_name).label,
  object_class: (claim) => classes.get(nodes[claim.object].class_name).label,
};

function sentenceOf(claim) {
  return claim.before + claim.quote + claim.after;
}

function sheet() {
  const rows = [...shown.claims].map((place) => {
    const claim = claims[place];
    return Object.values(COLUMNS).map((column) => column(claim, documents[claim.document]));
  });
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

// A cell of the table: never a formula to a spreadsheet, and without controls that end a text early.
function cell(value) {
  // eslint-disable-next-line no-control-regex
  const text = String(value ?? "")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, " ")
    .replace(/\p{Cs}/gu, "\ufffd");
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

// The mark at the start tells spreadsheets that the text is UTF-8.
function saveSheet() {
  saveFile(fileName("csv"), new Blob(["\ufeff", sheet()], { type: "text/csv;charset=utf-8" }));
}
