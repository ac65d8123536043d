// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Width of the vectors: the widest that the machine supports, at most an octet of channels. */
final class VectorWidth {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= Spectra.LANES
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;

    private VectorWidth() {}
}
