package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.units.InputException;

class ParameterSpaceTest {

    /** Relative: logarithm and power of numbers up to 1e10 lose a few units in the last place of the exponent. */
    private static final double LOG_ROUNDING = 1e-14;

    private static final Parameter MASS =
            Parameter.free("mass", "Msun", 1e8, 1e6, 1e10).withScale(Scale.LOG10);
    private static final Parameter WIDTH = Parameter.free("width", "km/s", 10, 1, 100);
    private static final Parameter HALF = Parameter.tied("half", "km/s", Tie.parse("0.5 * width + 1"));
    private static final Parameter QUARTER = Parameter.tied("quarter", "km/s", Tie.parse("0.5 * half - 2"));
    private static final Parameter ANGLE = Parameter.fixed("angle", "deg", 30);

    private static ParameterSpace space() {
        return new ParameterSpace(List.of(QUARTER, MASS, ANGLE, WIDTH, HALF));
    }

    private static String fault(Parameter... parameters) {
        return assertThrows(InputException.class, () -> new ParameterSpace(List.of(parameters)))
                .getMessage();
    }

    @Test
    void coordinatesAreTheFreeParametersOnTheirScales() {
        ParameterSpace space = space();

        assertEquals(2, space.freeCount());
        assertEquals(List.of("mass", "width"), space.freeNames());
        assertArrayEquals(new double[] {8, 10}, space.startFree(), LOG_ROUNDING * 10);
        assertArrayEquals(new double[] {6, 1}, space.lowerFree(), LOG_ROUNDING * 10);
        assertArrayEquals(new double[] {10, 100}, space.upperFree(), LOG_ROUNDING * 10);
        assertEquals(1, space.coordinate(space.index("quarter")));
        assertEquals(-1, space.coordinate(space.index("angle")));
    }

    @Test
    void physicalValuesFollowTheTies() {
        double[] physical = space().physical(new double[] {7, 20});

        // quarter = 0.5 (0.5 width + 1) - 2
        assertArrayEquals(new double[] {3.5, 1e7, 30, 20, 11}, physical, LOG_ROUNDING * 1e7);
        assertArrayEquals(new double[] {7, 20}, space().free(physical), LOG_ROUNDING * 20);
    }

    @Test
    void roundingNeverLeavesTheBounds() {
        Parameter odd = Parameter.free("odd", "", 0.2, 0.1, 0.3).withScale(Scale.LOG10);
        ParameterSpace space = new ParameterSpace(List.of(odd));

        assertEquals(0.1, space.physical(space.lowerFree())[0]);
        assertEquals(0.3, space.physical(space.upperFree())[0]);
    }

    @Test
    void chainRuleEqualsDifferences() {
        ParameterSpace space = space();
        double[] free = {7.3, 20};
        double[][] dPhysical = {{2, -1}, {3e-8, 1e-7}, null, {5, 0.5}, {-4, 7}};
        double[][] dFree = new double[2][2];

        space.chain(dPhysical, free, dFree);

        double h = 1e-6;
        for (int f = 0; f < 2; f++) {
            double[] up = free.clone();
            double[] down = free.clone();
            up[f] += h;
            down[f] -= h;
            double[] high = space.physical(up);
            double[] low = space.physical(down);
            for (int k = 0; k < 2; k++) {
                double expected = 0;
                for (int i : new int[] {0, 1, 3, 4}) {
                    expected += dPhysical[i][k] * (high[i] - low[i]) / (2 * h);
                }
                // Truncation (h ln 10)^2 / 6 = 1e-12 and rounding 1e-16 / 1e-6 / ln 10.
                assertEquals(1, dFree[f][k] / expected, 1e-8);
            }
        }
    }

    @Test
    void chainMayWorkInPlace() {
        ParameterSpace space = space();
        double[] free = {7.3, 20};
        double[][] dPhysical = {{2, -1}, {3e-8, 1e-7}, null, {5, 0.5}, {-4, 7}};
        double[][] apart = new double[2][2];
        space.chain(dPhysical, free, apart);

        double[][] shared = {dPhysical[1], dPhysical[3]};
        space.chain(dPhysical, free, shared);

        assertArrayEquals(apart, shared);
    }

    @Test
    void errorsFollowScalesAndTies() {
        ParameterSpace space = space();
        double[][] covariance = {{0.01, 0.02}, {0.02, 4}};

        double[] errors = space.physicalErrors(new double[] {7, 20}, covariance);
        double[][] physical = space.physicalCovariance(new double[] {7, 20}, covariance);

        assertArrayEquals(new double[] {0.5, 1e7 * Math.log(10) * 0.1, 0, 2, 1}, errors, LOG_ROUNDING * 1e7);
        assertEquals(0.5 * 4, physical[3][4], LOG_ROUNDING);
        assertEquals(1e7 * Math.log(10) * 0.02, physical[1][3], LOG_ROUNDING * 1e7);
        assertEquals(0, physical[2][3]);
    }

    @Test
    void missingErrorsPassOnToTiedParameters() {
        double nan = Double.NaN;
        double[] errors = space().physicalErrors(new double[] {7, 20}, new double[][] {{0.01, nan}, {nan, nan}});

        assertTrue(Double.isNaN(errors[0]) && Double.isNaN(errors[3]) && Double.isNaN(errors[4]));
        assertTrue(errors[1] > 0);
        assertEquals(0, errors[2]);
    }

    @Test
    void boundsOfATiedParameterNarrowItsRoot() {
        // y = 6 - 2 x within 1..5 means x within 0.5..2.5.
        Parameter x = Parameter.free("x", "", 1, 0, 10);
        Parameter y = Parameter.tied("y", "", Tie.parse("6 - 2 * x")).withBounds(1, 5);
        ParameterSpace space = new ParameterSpace(List.of(x, y));

        assertArrayEquals(new double[] {0.5}, space.lowerFree());
        assertArrayEquals(new double[] {2.5}, space.upperFree());
    }

    @Test
    void spacesAreChangedByName() {
        ParameterSpace fixed = space().with(MASS.fixedAt(0));
        assertEquals(List.of("width"), fixed.freeNames());
        assertEquals(0, fixed.physical(new double[] {10})[1]);

        ParameterSpace moved = space().withStarts(new double[] {0, 1e9, 0, 50, 0});
        assertArrayEquals(new double[] {9, 50}, moved.startFree(), LOG_ROUNDING * 50);
        assertThrows(InputException.class, () -> space().withStarts(new double[] {0, 1e11, 0, 50, 0}));
        assertThrows(InputException.class, () -> space().index("mas"));
    }

    @Test
    void tiedToAFixedParameterIsConstant() {
        ParameterSpace space =
                new ParameterSpace(List.of(ANGLE, Parameter.tied("other", "deg", Tie.parse("angle + 90"))));

        assertEquals(0, space.freeCount());
        assertArrayEquals(new double[] {30, 120}, space.physical(new double[0]));
    }

    @Test
    void impossibleParametersAreRefusedByName() {
        assertFault("parameter mass: start 1.0E11 Msun is above its max 1.0E10 Msun", () -> MASS.withStart(1e11));
        assertFault("parameter mass: start 1.0 Msun is below its min 1000000.0 Msun", () -> MASS.withStart(1));
        assertFault("parameter width: min 5.0 km/s must be below max 5.0 km/s", () -> WIDTH.withBounds(5, 5));
        assertFault("parameter width: min NaN km/s must be below", () -> WIDTH.withBounds(Double.NaN, 5));
        assertFault("parameter width: start NaN km/s must be a finite", () -> WIDTH.withStart(Double.NaN));
        assertFault(
                "parameter x: min 0.0 m must be above 0 m",
                () -> Parameter.free("x", "m", 1, 0, 2).withScale(Scale.LOG10));
        assertFault(
                "parameter x: start Infinity must be a finite",
                () -> Parameter.fixed("x", "", Double.POSITIVE_INFINITY));
        assertFault(
                "parameter x: is both fixed and tied",
                () -> new Parameter("x", "", 1, 0, 2, true, Scale.LINEAR, new Tie("y", 1, 0)));
        assertFault("a parameter needs a name", () -> Parameter.fixed(" ", "", 1));
    }

    @Test
    void impossibleSpacesAreRefusedByName() {
        Parameter a = Parameter.tied("a", "", Tie.parse("b"));
        Parameter b = Parameter.tied("b", "", Tie.parse("2 * c"));
        Parameter c = Parameter.tied("c", "", Tie.parse("a"));
        Parameter far = Parameter.tied("far", "km/s", Tie.parse("10 * width")).withBounds(0, 50);

        assertTrue(fault(WIDTH, WIDTH).startsWith("parameter width: is given twice"));
        assertTrue(
                fault(a).contains("is tied to b, which is not a parameter of this model; choose one of a"), fault(a));
        assertTrue(fault(a, b, c).contains("a -> b -> c -> a"), fault(a, b, c));
        assertTrue(fault(WIDTH, far)
                .startsWith("parameter far: follows width and starts at 100.0 km/s, outside its bounds"));
    }

    private static void assertFault(String begin, org.junit.jupiter.api.function.Executable executable) {
        String message = assertThrows(InputException.class, executable).getMessage();
        assertTrue(message.startsWith(begin), message);
    }
}
