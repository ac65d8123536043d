package org.steelyard.kernel;

/**
 * The weights with which pixels enter a block, inside a rim of zeros so that neighbouring blocks can be summed over the same pixels without a test.
 *
 * @param values of a common beam one array, {@code [y * stride + x]}; else one array for each octet of channels, {@code [(y * stride + x) * 8 + lane]}
 * @param stride from one row to the next
 * @param rim zeros on each side
 */
record BeamTaps(double[][] values, int stride, int rim) {

    /**
     * @param bare {@code [(y * size + x) * depth + channel]}. Not modified
     * @param size taps to a side
     * @param depth 1 for a common beam, else a multiple of 8
     * @param rim zeros on each side
     */
    static BeamTaps of(double[] bare, int size, int depth, int rim) {
        int stride = size + 2 * rim;
        int lanes = Math.min(depth, Spectra.LANES);
        double[][] values = new double[depth / lanes][stride * stride * lanes];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < depth; c++) {
                    int at = (y + rim) * stride + x + rim;
                    values[c / lanes][at * lanes + c % lanes] = bare[(y * size + x) * depth + c];
                }
            }
        }
        return new BeamTaps(values, stride, rim);
    }

    /** @return whether each channel has its own */
    boolean varying() {
        return values[0].length > stride * stride;
    }

    /** Index of the tap of a pixel, given as an offset from the first tap. */
    int index(int x, int y) {
        return (y + rim) * stride + x + rim;
    }
}
