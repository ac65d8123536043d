// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.steelyard.fit.diagnosis.WarpNeed;
import org.steelyard.inference.ParameterSpace;

/**
 * What the unknown strength of a warp's prior adds to the errors of all parameters. The angles x of the warp have the additional
 * covariance S of {@link WarpNeed#spread}. The best values of a parameter p follow them linearly, with the coefficients R = C_px C_xx^-1
 * of the covariance C of the fit, so that its variance rises by R S R^T. A rise below 0 is left out.
 */
final class WarpSpread {

    private WarpSpread() {}

    /**
     * @param minimum of any fit
     * @return [unit of each parameter] standard deviations to be added in quadrature; 0 where the disk has no warp
     */
    static double[] of(Minimum<?> minimum) {
        ParameterSpace space = minimum.fit().space();
        double[] added = new double[space.size()];
        WarpNeed need = minimum.warpOrNull();
        if (need == null) {
            return added;
        }
        double[][] covariance = space.physicalCovariance(
                minimum.solution().point(), minimum.solution().covariance());
        int[] angles = need.angles().stream().mapToInt(space::index).toArray();
        // An angle at its bound has no covariance.
        int[] known = IntStream.range(0, angles.length)
                .filter(k -> covariance[angles[k]][angles[k]] > 0)
                .toArray();
        int n = known.length;
        int[] places = IntStream.of(known).map(k -> angles[k]).toArray();
        DMatrixRMaj spread = new DMatrixRMaj(n, n);
        DMatrixRMaj own = new DMatrixRMaj(n, n);
        DMatrixRMaj shared = new DMatrixRMaj(n, space.size());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                spread.set(i, j, need.spread()[known[i]][known[j]]);
                own.set(i, j, covariance[places[i]][places[j]]);
            }
            for (int p = 0; p < space.size(); p++) {
                double value = covariance[places[i]][p];
                shared.set(i, p, Double.isNaN(value) ? 0 : value);
            }
        }
        DMatrixRMaj response = new DMatrixRMaj(n, space.size());
        if (n == 0 || !CommonOps_DDRM.solve(own, shared, response)) {
            return added;
        }
        DMatrixRMaj half = CommonOps_DDRM.mult(spread, response, null);
        for (int p = 0; p < added.length; p++) {
            double variance = 0;
            for (int i = 0; i < n; i++) {
                variance += response.get(i, p) * half.get(i, p);
            }
            added[p] = Math.sqrt(Math.max(0, variance));
        }
        return added;
    }
}
