// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;

/** Writes coordinates into a header: sky on axes 1 and 2, spectral axis 3, Stokes axis 4. */
final class WcsCards {

    private WcsCards() {}

    static void sky(Header header, SkyFrame frame) throws FitsException {
        boolean galactic = frame.system().equals("GALACTIC");
        String code = frame.projection().name();
        String[] names = {(galactic ? "GLON-" : "RA---") + code, (galactic ? "GLAT-" : "DEC--") + code};
        double[] values = {frame.longitude(), frame.latitude()};
        double[] reference = {frame.referenceX(), frame.referenceY()};
        double[] m = frame.matrix();
        boolean rotated = m[1] != 0 || m[2] != 0;
        double[] step = {m[0], m[3]};
        if (rotated) {
            step[0] = Math.copySign(Math.hypot(m[0], m[1]), m[0]);
            step[1] = Math.copySign(Math.hypot(m[2], m[3]), m[3]);
        }
        for (int i = 0; i < 2; i++) {
            header.addValue(
                    "CTYPE" + (i + 1), frame.celestial() ? names[i] : i == 0 ? OffsetFrame.X : OffsetFrame.Y, null);
            header.addValue("CRPIX" + (i + 1), reference[i], null);
            header.addValue("CRVAL" + (i + 1), values[i], null);
            header.addValue("CDELT" + (i + 1), step[i], null);
            header.addValue("CUNIT" + (i + 1), OffsetFrame.UNIT, null);
            for (int j = 0; rotated && j < 2; j++) {
                header.addValue("PC" + (i + 1) + "_" + (j + 1), m[2 * i + j] / step[i], null);
            }
        }
        if (!frame.celestial()) {
            return;
        }
        if (frame.projection() != Projection.GLS && frame.projection() != Projection.NCP) {
            header.addValue("LONPOLE", frame.poleLongitude(), null);
            header.addValue("LATPOLE", frame.poleLatitude(), null);
        }
        if (frame.slantX() != 0 || frame.slantY() != 0) {
            header.addValue("PV2_1", frame.slantX(), null);
            header.addValue("PV2_2", frame.slantY(), null);
        }
        if (!frame.system().isEmpty() && !galactic) {
            header.addValue("RADESYS", frame.system(), null);
        }
        if (Double.isFinite(frame.equinox())) {
            header.addValue("EQUINOX", frame.equinox(), null);
        }
    }

    static void spectral(Header header, SpectralAxis axis) throws FitsException {
        NativeAxis own = axis.nativeAxis();
        header.addValue("CTYPE3", own.ctype(), null);
        header.addValue("CRPIX3", own.crpix(), null);
        header.addValue("CRVAL3", own.crval(), null);
        header.addValue("CDELT3", own.cdelt(), null);
        header.addValue("CUNIT3", own.cunit(), null);
        if (axis.restFrequency() > 0) {
            header.addValue("RESTFRQ", axis.restFrequency(), "[Hz] rest frequency");
        }
        if (!axis.frame().isEmpty()) {
            header.addValue("SPECSYS", axis.frame(), null);
        }
        int code = java.util.List.of("", "LSRK", "BARYCENT", "TOPOCENT").indexOf(axis.frame());
        if (code > 0) {
            boolean radio = axis.convention() == VelocityConvention.RADIO;
            header.addValue("VELREF", code + (radio ? 256 : 0), "1 LSRK, 2 BARYCENT, 3 TOPOCENT, +256 radio");
        }
    }

    static void stokes(Header header) throws FitsException {
        header.addValue("CTYPE4", "STOKES", null);
        header.addValue("CRPIX4", 1.0, null);
        header.addValue("CRVAL4", 1.0, null);
        header.addValue("CDELT4", 1.0, null);
        header.addValue("CUNIT4", "", null);
    }
}
