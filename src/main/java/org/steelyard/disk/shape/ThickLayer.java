// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;

/** A disk of one scale height h at every radius (method page, section 2). */
public enum ThickLayer implements VerticalProfile {

    /** exp(-z^2 / 2 h^2): h is the standard deviation. */
    GAUSSIAN("gaussian", "a Gaussian of standard deviation scale_height") {

        /** 3e-4 of the gas is beyond; the sum over layers at distances of 0.6 h leaves exp(-2 pi^2 / 0.6^2) = 2e-24. */
        @Override
        public double reach() {
            return 3.6;
        }

        @Override
        public double spacing() {
            return 0.6;
        }

        @Override
        public double density(double zeta) {
            return Math.exp(-0.5 * zeta * zeta);
        }
    },

    /** sech^2(z/h), the isothermal sheet. */
    SECH2("sech2", "the isothermal sheet, sech^2(z / scale_height)") {

        /** 4e-4 of the gas is beyond; the sum over layers at distances of 0.6 h leaves 8e-6. */
        @Override
        public double reach() {
            return 4.2;
        }

        @Override
        public double spacing() {
            return 0.6;
        }

        @Override
        public double density(double zeta) {
            double cosh = Math.cosh(zeta);
            return 1 / (cosh * cosh);
        }
    };

    private static final List<ParameterDeclaration> PARAMETERS =
            List.of(ParameterDeclaration.of(SCALE_HEIGHT, "h", "arcsec", "of the gas above the plane of the disk")
                    .startingAt(0.1, "\"0.1 arcsec\"")
                    .within((start, data) -> new double[] {0.01 * data.pixel(), 0.5 * data.radius()})
                    .triedOver(Span.factor(3).inDoubt())
                    .simplerAt(0));

    private final String keyword;
    private final String meaning;

    ThickLayer(String keyword, String meaning) {
        this.keyword = keyword;
        this.meaning = meaning;
    }

    @Override
    public String keyword() {
        return keyword;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
    }
}
