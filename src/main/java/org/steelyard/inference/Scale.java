// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

/** Coordinate in which an optimiser or a sampler moves a parameter: an increasing function of its value. */
public interface Scale {

    /** The value itself. */
    Scale LINEAR = new Scale() {
        @Override
        public double toInternal(double value) {
            return value;
        }

        @Override
        public double toPhysical(double coordinate) {
            return coordinate;
        }

        @Override
        public double derivative(double coordinate) {
            return 1;
        }
    };

    /** The decimal logarithm of the value, for a positive parameter known to an order of magnitude. */
    Scale LOG10 = new Scale() {
        @Override
        public double toInternal(double value) {
            return Math.log10(value);
        }

        @Override
        public double toPhysical(double coordinate) {
            return Math.pow(10, coordinate);
        }

        @Override
        public double derivative(double coordinate) {
            return Math.log(10) * Math.pow(10, coordinate);
        }
    };

    /**
     * @param value in the parameter's unit
     * @return the coordinate
     */
    double toInternal(double value);

    /**
     * @param coordinate of the optimiser
     * @return the value in the parameter's unit
     */
    double toPhysical(double coordinate);

    /**
     * @param coordinate of the optimiser
     * @return d value / d coordinate
     */
    double derivative(double coordinate);
}
