// What is on paper and not on the screen: the map drawn in lines, sharp at any size, and the claims as a list.

function fillPrint() {
  const { x, y, width, height, parts } = bodyPicture();
  const picture = drawing("svg", { viewBox: `${x} ${y} ${width} ${height}` }, ...parts);
  const groups = relationGroups([...shown.claims]);
  const cards = groups.map(({ title, members }) =>
    element("section", { class: "group" }, element("h3", {}, bdi(title)), ...members.map(claimCard)),
  );
  document.getElementById("print-map").replaceChildren(picture);
  document.getElementById("print-list").replaceChildren(element("h2", {}, "Claims"), ...cards);
}

// Leaves the page as small as it was.
function emptyPrint() {
  for (const id of ["print-map", "print-list"]) document.getElementById(id).replaceChildren();
}
