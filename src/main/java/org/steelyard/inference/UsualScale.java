// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

/** The scales that need no number. */
enum UsualScale implements Scale {
    LINEAR {
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
    },
    LOG10 {
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
            return LN_10 * Math.pow(10, coordinate);
        }
    };

    private static final double LN_10 = Math.log(10);
}
