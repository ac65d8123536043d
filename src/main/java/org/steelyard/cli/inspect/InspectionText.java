// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.inspect;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.observe.NoiseMeasurement;

/** Prints an {@link Inspection} as text. */
final class InspectionText {

    private final PrintWriter out;

    private InspectionText(PrintWriter out) {
        this.out = out;
    }

    static void print(PrintWriter out, CubeFile file, Inspection inspection, Map<String, Object> sphereOrNull) {
        InspectionText text = new InspectionText(out);
        text.sky(file);
        text.spectrum(file.axis(), file);
        text.beam(file);
        text.values(file, inspection);
        if (sphereOrNull != null) {
            text.line(
                    "sphere",
                    "radius %.4g pc = %.4g arcsec%s",
                    sphereOrNull.get("radius_pc"),
                    sphereOrNull.get("radius_arcsec"),
                    resolved(sphereOrNull));
        }
        inspection.missing().forEach(missing -> text.line("missing", "%s", missing));
        file.warnings().forEach(warning -> text.line("warning", "%s", warning));
        inspection.notes().forEach(note -> text.line("warning", "%s", note));
    }

    private void sky(CubeFile file) {
        double x = (file.nx() + 1) / 2.0;
        double y = (file.ny() + 1) / 2.0;
        LocalFrame local = file.frame().at(x, y);
        String object = file.keyword("OBJECT");
        String telescope = file.keyword("TELESCOP");
        line(
                "cube",
                "%s%s%s%s",
                file.path(),
                file.extension().isEmpty() ? "" : ", extension " + file.extension(),
                object.isEmpty() ? "" : ", " + object,
                telescope.isEmpty() ? "" : ", " + telescope);
        line("axes", "%d x %d pixels, %d channels", file.nx(), file.ny(), file.channels());
        line(
                "sky",
                "%s, pixel %.5g arcsec, field %.4g x %.4g arcsec",
                (file.frame().system() + " " + file.frame().projection()).strip(),
                local.pixelSize(),
                file.nx() * local.pixelSize(),
                file.ny() * local.pixelSize());
        if (file.frame().celestial()) {
            double[] centre = file.frame().toWorld(x, y);
            line("", "middle at RA %.6f, Dec %.6f deg", centre[0], centre[1]);
        }
    }

    private void spectrum(SpectralAxis axis, CubeFile file) {
        String rest = Double.isNaN(axis.restFrequency())
                ? "unknown"
                : String.format(Locale.ROOT, "%.6f GHz", axis.restFrequency() / 1e9);
        line(
                "spectrum",
                "%s, %s, frame %s, rest frequency %s",
                axis.nativeAxis().ctype(),
                axis.convention().name().toLowerCase(Locale.ROOT) + " velocity",
                axis.frame().isEmpty() ? "not stated" : axis.frame(),
                rest);
        for (VelocityConvention convention :
                new VelocityConvention[] {VelocityConvention.RADIO, VelocityConvention.OPTICAL}) {
            line(
                    "",
                    "channels 1 to %d at %.2f to %.2f km/s %s",
                    axis.channels(),
                    axis.velocity(0, convention),
                    axis.velocity(axis.channels() - 1, convention),
                    convention.name().toLowerCase(Locale.ROOT));
        }
        double[] widths = Arrays.stream(Inspection.widths(file)).sorted().toArray();
        double least = widths[0];
        double most = widths[widths.length - 1];
        line(
                "",
                most - least < 1e-4 * most ? "channel width %.4f km/s" : "channel width %.4f to %.4f km/s",
                least,
                most);
    }

    private void beam(CubeFile file) {
        if (file.beamsOrNull() == null) {
            return;
        }
        Beam beam = file.beamsOrNull().mean();
        line(
                "beam",
                "%.4g x %.4g arcsec, PA %.1f deg, %.1f pixels per beam",
                beam.major(),
                beam.minor(),
                beam.positionAngle(),
                Inspection.pixelsPerBeam(file));
        if (!file.beamsOrNull().isCommon()) {
            line(
                    "",
                    "a beam per channel (above: their mean); the areas differ by %.1f %%",
                    100 * file.beamsOrNull().areaSpread());
        }
    }

    private void values(CubeFile file, Inspection inspection) {
        line(
                "values",
                "%s, %.1f %% without data, peak %.4g",
                file.unitText().isEmpty() ? "no unit" : file.unitText(),
                100 * inspection.blankShare(),
                inspection.peak());
        if (Double.isNaN(inspection.rms())) {
            line("noise", "unknown: no voxel is below zero");
            return;
        }
        String unit = file.unit() == BrightnessUnit.OTHER
                ? file.unitText()
                : file.unit().fits();
        String where = inspection.lineFree().isEmpty()
                ? "of the voxels below zero; no channel is free of emission"
                : "in " + inspection.lineFree().size() + " line-free channels: " + inspection.lineFreeRanges();
        String part = inspection.noiseBox().equals(file.box()) ? "" : " (middle of the image)";
        line("noise", "%.4g %s rms %s%s", inspection.rms(), unit, where, part);
        correlation(inspection.noise(), file.axis());
    }

    /** Correlation of the noise between channels and between pixels, the latter beside the beam's. */
    private void correlation(NoiseMeasurement noise, SpectralAxis axis) {
        if (!noise.enough()) {
            line("", "too few data free of emission to measure the correlation of the noise");
            return;
        }
        SpectralResponse response = noise.response(axis.width(axis.channels() / 2));
        line(
                "",
                "between channels at distance 1, 2, 3: correlation %.3f, %.3f, %.3f (+- %.3f)%s",
                noise.channels()[0],
                noise.channels()[1],
                noise.channels()[2],
                noise.channelErrors()[0],
                response.shape() == SpectralResponse.Shape.NONE
                        ? ""
                        : ", as after " + response.description() + ": give " + response.keys());
        if (noise.common() != 0) {
            line(
                    "",
                    "between distant channels: correlation %.3f, subtracted above (%s)",
                    noise.common(),
                    noise.common() > 0 ? "continuum or faint emission" : "subtraction of a continuum");
        }
        if (noise.beamScale() != 1) {
            line("", "between pixels: as by a beam of %.2f times the size", noise.beamScale());
        }
        for (NoiseMeasurement.Shift shift : noise.space()) {
            line(
                    "",
                    "between pixels %.3g arcsec apart in %s: correlation %.3f, the beam's %.3f (+- %.3f)",
                    shift.arcsec(),
                    shift.dx() > 0 ? "x" : "y",
                    shift.measured(),
                    shift.beam(),
                    shift.error());
        }
    }

    private static String resolved(Map<String, Object> sphere) {
        Double beams = (Double) sphere.get("diameter_in_beams");
        return beams == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; its diameter is %.2f beams: %s",
                        beams,
                        beams >= 2 ? "well resolved" : beams >= 1 ? "resolved" : "not resolved");
    }

    private void line(String label, String format, Object... values) {
        out.println(String.format(Locale.ROOT, "%-10s", label) + String.format(Locale.ROOT, format, values));
    }
}
