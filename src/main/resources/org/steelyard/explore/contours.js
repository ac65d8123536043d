// SPDX-License-Identifier: Apache-2.0
// Contours of a grid by marching squares, joined to lines, so that dashes run along them.

/** Adds the contour of a level to the current path; place(column, row) maps fractional grid coordinates to the canvas. */
export function contour(g, values, nx, ny, level, place) {
  // A cut lies on an edge of the grid: 2 k to the right of corner k, 2 k + 1 above it. Each edge has at most two neighbours.
  const neighbours = new Map();
  const link = (p, q) => {
    neighbours.has(p) ? neighbours.get(p).push(q) : neighbours.set(p, [q]);
  };
  const join = (p, q) => {
    link(p, q);
    link(q, p);
  };
  for (let j = 0; j + 1 < ny; j++) {
    for (let i = 0; i + 1 < nx; i++) {
      const k = j * nx + i;
      const a = values[k];
      const b = values[k + 1];
      const c = values[k + nx + 1];
      const d = values[k + nx];
      const above = (a > level) + (b > level) + (c > level) + (d > level);
      if (above === 0 || above === 4 || Number.isNaN(a + b + c + d)) continue;
      const cuts = [];
      if (a > level !== b > level) cuts.push(2 * k);
      if (b > level !== c > level) cuts.push(2 * (k + 1) + 1);
      if (c > level !== d > level) cuts.push(2 * (k + nx));
      if (d > level !== a > level) cuts.push(2 * k + 1);
      if (cuts.length === 2) {
        join(cuts[0], cuts[1]);
      } else {
        // Four cuts are a saddle: the mean tells which corners belong together.
        const first = (a + b + c + d > 4 * level) === (a > level) ? 0 : 3;
        join(cuts[first], cuts[(first + 1) % 4]);
        join(cuts[(first + 2) % 4], cuts[(first + 3) % 4]);
      }
    }
  }
  const point = edge => {
    const k = edge >> 1;
    const [dx, dy] = edge & 1 ? [0, 1] : [1, 0];
    const low = values[k];
    const t = (level - low) / (values[k + dx + dy * nx] - low);
    return place(k % nx + t * dx, Math.floor(k / nx) + t * dy);
  };
  const draw = start => {
    g.moveTo(...point(start));
    for (let at = start, next; (next = neighbours.get(at).pop()) !== undefined; at = next) {
      const back = neighbours.get(next);
      back.splice(back.indexOf(at), 1);
      g.lineTo(...point(next));
    }
  };
  for (const [edge, others] of neighbours) if (others.length === 1) draw(edge);
  for (const [edge, others] of neighbours) if (others.length) draw(edge);
}
