// Keeps account of the places on the screen that are taken.

const CELL = 80; // pixels; about the size of a label, so that each lies in few cells

// Rectangles that are taken, found by the cells they lie in.
class Occupancy {
  constructor() {
    this.cells = new Map();
  }

  keys(box) {
    const keys = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) keys.push(`${x} ${y}`);
    }
    return keys;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  // Whether nothing lies there but what belongs to the owner, or weighs less.
  isFree(box, owner, weight = 0) {
    const gives = (other) => other.owner === owner || other.weight < weight || !meet(box, other);
    return this.keys(box).every((key) => (this.cells.get(key) || []).every(gives));
  }
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function around(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
