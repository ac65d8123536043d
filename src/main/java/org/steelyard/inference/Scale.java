package org.steelyard.inference;

/** Coordinate in which an optimiser moves a parameter. */
public enum Scale {
    /** The value itself. */
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
    /** The decimal logarithm of the value, for a positive parameter known to an order of magnitude. */
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

    /**
     * @param value in the parameter's unit
     * @return the optimiser's coordinate
     */
    public abstract double toInternal(double value);

    /**
     * @param coordinate of the optimiser
     * @return the value in the parameter's unit
     */
    public abstract double toPhysical(double coordinate);

    /**
     * @param coordinate of the optimiser
     * @return d value / d coordinate
     */
    public abstract double derivative(double coordinate);
}
