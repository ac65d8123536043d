// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.steelyard.config.DiskConfig;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.LeastSquaresProblem;

/**
 * The number of Richardson-Lucy iterations of a cube's own flux map. Few iterations leave the map broader than the
 * light: a cusp in the nucleus is missed, and M_BH makes up for it. Many iterations fit the noise of the map. Both raise
 * chi^2 of the cube, whose line profiles tell where the light is, so that the lowest chi^2 lies between. The iterations
 * are raised by steps as long as chi^2 falls.
 *
 * <p>The chi^2 of a map is that at its own minimum, to first order: with the residuals r of the map at the given
 * parameters and an orthonormal basis Q of the columns of their Jacobian, r^T r - |Q^T r|^2.
 */
final class DeconvolutionDepth {

    private static final int[] MORE = {30, 100, 300};

    /** Least fall of chi^2 for a step: three standard errors of one parameter. */
    private static final double GAIN = 9;

    private DeconvolutionDepth() {}

    /**
     * @param fits the fit of independent data for a number of iterations. One is used at a time
     * @param point coordinates at the minimum for {@value DiskConfig#ITERATIONS} iterations. Not modified
     * @return {@value DiskConfig#ITERATIONS}, or as many more as chi^2 asks for
     */
    static int of(IntFunction<LeastSquaresProblem> fits, double[] point) {
        int best = DiskConfig.ITERATIONS;
        LeastSquaresProblem first = fits.apply(best);
        double[] residuals = new double[first.residualCount()];
        double[][] jacobian = new double[point.length][residuals.length];
        first.evaluate(point, residuals, jacobian);
        DMatrixRMaj basis = basis(jacobian);
        double least = chiSquared(residuals, basis);
        for (int iterations : MORE) {
            fits.apply(iterations).evaluate(point, residuals, null);
            double chiSquared = chiSquared(residuals, basis);
            if (!(chiSquared < least - GAIN)) {
                break;
            }
            best = iterations;
            least = chiSquared;
        }
        return best;
    }

    private static DMatrixRMaj basis(double[][] jacobian) {
        DMatrixRMaj columns = CommonOps_DDRM.transpose(new DMatrixRMaj(jacobian), null);
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(columns.numRows, columns.numCols);
        qr.decompose(columns);
        return qr.getQ(null, true);
    }

    private static double chiSquared(double[] residuals, DMatrixRMaj basis) {
        DMatrixRMaj explained =
                CommonOps_DDRM.multTransA(basis, DMatrixRMaj.wrap(residuals.length, 1, residuals), null);
        return DotProduct.of(residuals, residuals) - DotProduct.of(explained.data, explained.data);
    }
}
