// SPDX-License-Identifier: Apache-2.0
// Contours of a grid by marching squares.

/** Adds the contour of a level to the current path; place(column, row) maps fractional grid coordinates to the canvas. */
export function contour(g, values, nx, ny, level, place) {
  const stroke = (a, b) => {
    g.moveTo(...place(...a));
    g.lineTo(...place(...b));
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
      if (a > level !== b > level) cuts.push([i + (level - a) / (b - a), j]);
      if (b > level !== c > level) cuts.push([i + 1, j + (level - b) / (c - b)]);
      if (c > level !== d > level) cuts.push([i + 1 - (level - c) / (d - c), j + 1]);
      if (d > level !== a > level) cuts.push([i, j + 1 - (level - d) / (a - d)]);
      if (cuts.length === 2) {
        stroke(cuts[0], cuts[1]);
      } else {
        // Four cuts are a saddle: the mean tells which corners belong together.
        const first = (a + b + c + d > 4 * level) === (a > level) ? 0 : 3;
        stroke(cuts[first], cuts[(first + 1) % 4]);
        stroke(cuts[(first + 2) % 4], cuts[(first + 3) % 4]);
      }
    }
  }
}
