// SPDX-License-Identifier: Apache-2.0
// Contours of a grid by marching squares.

/** Adds the contour of a level to the current path; place(column, row) maps fractional grid coordinates to the canvas. */
export function contour(g, values, nx, ny, level, place) {
  for (let j = 0; j + 1 < ny; j++) {
    for (let i = 0; i + 1 < nx; i++) {
      const k = j * nx + i;
      const corners = [values[k], values[k + 1], values[k + nx + 1], values[k + nx]];
      if (corners.some(Number.isNaN)) continue;
      const above = corners.map(v => v > level);
      const cuts = [];
      for (let e = 0; e < 4; e++) {
        const f = (e + 1) % 4;
        if (above[e] !== above[f]) {
          const t = (level - corners[e]) / (corners[f] - corners[e]);
          cuts.push(e === 0 ? [i + t, j] : e === 1 ? [i + 1, j + t] : e === 2 ? [i + 1 - t, j + 1] : [i, j + 1 - t]);
        }
      }
      // Four cuts are a saddle: the mean tells which corners belong together.
      const order = cuts.length === 4 && (corners[0] + corners[1] + corners[2] + corners[3] > 4 * level) === above[0] ? [0, 1, 2, 3] : [3, 0, 1, 2];
      for (let c = 0; c + 1 < cuts.length; c += 2) {
        g.moveTo(...place(...cuts[cuts.length === 4 ? order[c] : c]));
        g.lineTo(...place(...cuts[cuts.length === 4 ? order[c + 1] : c + 1]));
      }
    }
  }
}
