// The filters that are on, in words, each with a button that takes it off.

function activeChips() {
  const made = Object.keys(KINDS)
    .filter((kind) => asked.hidden[kind].size)
    .map(kindChip);
  if (asked.focus !== null) made.unshift(focusChip());
  if (asked.words) made.push(chip(["names with “", bdi(asked.words), "”"], "all names", () => (asked.words = "")));
  if (asked.about !== null)
    made.push(chip(["about ", bdi(classes.get(asked.about).label)], "all classes", () => (asked.about = null)));
  if (asked.from !== null || asked.to !== null)
    made.push(chip([timeText()], "all times", () => Object.assign(asked, { from: null, to: null })));
  if (!asked.undated) made.push(chip(["with a known time"], "those of unknown time", () => (asked.undated = true)));
  if (asked.sources > 1)
    made.push(chip([`${asked.sources} or more sources`], "any number of sources", () => (asked.sources = 1)));
  for (const id of asked.away) {
    made.push(chip(["without ", bdi(nodes[id].name)], `${nodes[id].name} again`, () => asked.away.delete(id)));
  }
  return made;
}

// "only sued", "without courts", or how many are left.
function kindChip(kind) {
  const { entries, plural } = KINDS[kind];
  const kept = entries.filter((entry) => !asked.hidden[kind].has(entry.name));
  const off = entries.filter((entry) => asked.hidden[kind].has(entry.name));
  const words =
    kept.length === 1
      ? ["only ", bdi(kept[0].label)]
      : off.length === 1
        ? ["without ", bdi(off[0].label)]
        : [`${kept.length} of ${entries.length} ${plural}`];
  return chip(words, `all ${plural}`, () => asked.hidden[kind].clear());
}

function focusChip() {
  const { name } = nodes[asked.focus];
  const step = (hops) =>
    element(
      "button",
      {
        class: "step",
        type: "button",
        "aria-pressed": String(asked.hops === hops),
        "aria-label": `Actors within ${counted(hops, "step")} of ${name}`,
        click: () => focusOn(asked.focus, hops),
      },
      counted(hops, "step"),
    );
  return chip(["around ", bdi(name)], "all surroundings", () => (asked.focus = null), step(1), step(2));
}

function chip(words, back, ask, ...more) {
  const off = { type: "button", "aria-label": `Show ${back}`, click: () => change(ask) };
  return element("span", { class: "chip" }, element("span", {}, ...words), ...more, element("button", off, "×"));
}
