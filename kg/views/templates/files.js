// Files and the clipboard: what the reader takes away.

function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A file name that says what it is of and is allowed everywhere.
function fileName(ending) {
  const words = fold(stored.map.title).replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${words.slice(0, 60).replace(/^-+|-+$/g, "") || "map"}.${ending}`;
}

async function copyText(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copySelected(text)) return announce("Copying is not allowed here.");
  }
  announce(said);
}

// The older way, where the newer is not allowed: inside a notebook, or in a page that was opened from disk.
function copySelected(text) {
  const place = document.activeElement;
  const field = element("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  place.focus({ preventScroll: true });
  return done;
}

// What a screen reader says; its place is always there, since it would not notice a new one.
function say(text) {
  document.getElementById("announce").textContent = text;
}

// Said, and shown for a moment.
function announce(text) {
  const note = document.getElementById("toast");
  note.textContent = text;
  say(text);
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => (note.textContent = ""), 3000);
}
