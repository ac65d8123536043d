package org.steelyard.cube;

/** Moments of a cube along its spectral axis; m0 [unit km/s], m1 [km/s], m2 [km2/s2] variance. */
public record MomentMaps(Image m0, Image m1, Image m2) {

    public static MomentMaps of(SpectralCube cube, CubeMask maskOrNull, VelocityConvention convention) {
        throw new UnsupportedOperationException();
    }
}
