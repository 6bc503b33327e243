// The legend under a picture, and pictures as files.

// Marks and lines that are shown, with their words, in rows that fit.
function legendPicture(width) {
  const present = new Set([...shown.nodes].map((id) => nodes[id].class_name));
  const stated = new Set([...shown.claims].map((place) => claims[place].status));
  const items = [
    ...stored.map.statuses
      .filter(({ name }) => stated.has(name))
      .map((entry) => legendItem(statusLine(entry), 44, entry)),
    ...stored.map.classes
      .filter(({ name }) => present.has(name))
      .map((entry) => legendItem(classMark(entry), 14, entry)),
  ];
  let [x, row] = [0, 0];
  for (const item of items) {
    if (x && x + item.width > width) [x, row] = [0, row + 1];
    item.group.setAttribute("transform", `translate(${round(x)} ${14 + row * PICTURE.row})`);
    x += item.width + 20;
  }
  return { group: drawing("g", {}, ...items.map(({ group }) => group)), height: 28 + (row + 1) * PICTURE.row };
}

function legendItem(sign, width, entry) {
  const height = width === 44 ? 12 : 14;
  for (const [name, value] of Object.entries({ width, height, y: -height / 2 })) sign.setAttribute(name, value);
  const text = writing(entry.label, { x: width + 7, y: 4, "font-size": 12 });
  measure.font = `12px ${FAMILY}`;
  return { group: drawing("g", {}, sign, text), width: width + 7 + measure.measureText(entry.label).width };
}

function pictureText() {
  return new XMLSerializer().serializeToString(mapPicture());
}

function saveSvg() {
  saveFile(fileName("svg"), new Blob([pictureText()], { type: "image/svg+xml" }));
}

async function savePng() {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureText())}`;
  await image.decode();
  const canvas = element("canvas");
  canvas.width = image.naturalWidth * PICTURE.scale;
  canvas.height = image.naturalHeight * PICTURE.scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => saveFile(fileName("png"), blob), "image/png");
}
