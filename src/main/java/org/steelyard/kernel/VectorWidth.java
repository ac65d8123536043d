package org.steelyard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The width of the vectors: the widest that the machine has and an octet of channels holds. */
final class VectorWidth {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= Spectra.LANES
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;

    private VectorWidth() {}
}
