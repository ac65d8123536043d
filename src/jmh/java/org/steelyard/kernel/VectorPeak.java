package org.steelyard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiply-adds on sixteen vectors in registers: what the processor can do at most. Loaded only where the vector module
 * is there.
 */
final class VectorPeak {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private VectorPeak() {}

    static double flops(int turns) {
        return 2.0 * 16 * SPECIES.length() * turns;
    }

    static double run(int turns) {
        DoubleVector m = DoubleVector.broadcast(SPECIES, 0.9999);
        DoubleVector b = DoubleVector.broadcast(SPECIES, 1e-4);
        DoubleVector a0 = b, a1 = b, a2 = b, a3 = b, a4 = b, a5 = b, a6 = b, a7 = b;
        DoubleVector a8 = b, a9 = b, a10 = b, a11 = b, a12 = b, a13 = b, a14 = b, a15 = b;
        for (int i = 0; i < turns; i++) {
            a0 = a0.fma(m, b);
            a1 = a1.fma(m, b);
            a2 = a2.fma(m, b);
            a3 = a3.fma(m, b);
            a4 = a4.fma(m, b);
            a5 = a5.fma(m, b);
            a6 = a6.fma(m, b);
            a7 = a7.fma(m, b);
            a8 = a8.fma(m, b);
            a9 = a9.fma(m, b);
            a10 = a10.fma(m, b);
            a11 = a11.fma(m, b);
            a12 = a12.fma(m, b);
            a13 = a13.fma(m, b);
            a14 = a14.fma(m, b);
            a15 = a15.fma(m, b);
        }
        DoubleVector even = a0.add(a2).add(a4).add(a6).add(a8).add(a10).add(a12).add(a14);
        DoubleVector odd = a1.add(a3).add(a5).add(a7).add(a9).add(a11).add(a13).add(a15);
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }
}
