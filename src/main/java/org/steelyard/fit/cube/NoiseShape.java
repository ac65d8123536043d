// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.NoiseMeasurement;

/**
 * The correlation of a cube's noise as a fit uses it, measured where enough data are free of emission. Otherwise that of
 * channels follows from {@code data.spectral_response}, and that of pixels from the beam.
 *
 * @param measured correlations in the cube
 * @param used correlation of the channels in errors, likelihood and draws
 * @param source of it, for {@code result.json}
 * @param proposed response that the noise shows; {@link SpectralResponse#NONE} for none
 */
public record NoiseShape(NoiseMeasurement measured, ChannelCorrelation used, String source, SpectralResponse proposed) {

    /** Correlation of distant channels that is told. */
    private static final double CONTINUUM = 0.05;

    /**
     * @param config with the response of the spectrometer
     * @param axis of the cube
     * @param measured correlations in the cube
     * @return its noise
     */
    static NoiseShape of(Configuration config, SpectralAxis axis, NoiseMeasurement measured) {
        double width = axis.width(axis.channels() / 2);
        SpectralResponse given = config.data().spectralResponse();
        SpectralResponse proposed = measured.response(width);
        ChannelCorrelation ofResponse = ChannelCorrelation.of(given, axis);
        if (!measured.enough()) {
            return new NoiseShape(
                    measured, ofResponse, ofResponse.none() ? "none" : "data.spectral_response", proposed);
        }
        boolean shown = !ofResponse.none() && measured.shows(given, width);
        return new NoiseShape(
                measured,
                shown ? ofResponse : measured.correlation(width),
                shown ? "data.spectral_response, as measured" : "measured",
                proposed);
    }

    /** Size of the beam that correlates the noise, over that of the image's beam. */
    double beamScale() {
        return measured.beamScale();
    }

    /** The beams that correlate the noise. */
    BeamTable beams(BeamTable ofImage) {
        double scale = beamScale();
        return scale == 1
                ? ofImage
                : new BeamTable(ofImage.beams().stream()
                        .map(beam -> new Beam(scale * beam.major(), scale * beam.minor(), beam.positionAngle()))
                        .toList());
    }

    /** Numbers for result.json: the correlation of channels that the fit uses, and what was measured. */
    Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("channels", used.lags());
        numbers.put("channels_from", source);
        numbers.putAll(measured.numbers());
        return numbers;
    }

    /** Comments on noise that is not as the fit takes it, one line each. */
    List<String> comments(SpectralResponse given) {
        List<String> comments = new ArrayList<>();
        if (given.shape() == SpectralResponse.Shape.NONE && proposed.shape() != SpectralResponse.Shape.NONE) {
            comments.add(String.format(
                    Locale.ROOT,
                    "the noise of neighbouring channels is correlated by %.2f, as after %s: the errors account for it, but the model's line is not broadened; give %s",
                    measured.channels()[0],
                    proposed.description(),
                    proposed.keys()));
        }
        if (beamScale() != 1) {
            comments.add(String.format(
                    Locale.ROOT,
                    "the noise of pixels is correlated as by a beam of %.2f times the size; the errors use that",
                    beamScale()));
        }
        if (measured.common() > CONTINUUM) {
            comments.add(String.format(
                    Locale.ROOT,
                    "the voxels outside the line mask have a correlation of %.2f between distant channels: a continuum or faint emission; the errors do not account for it",
                    measured.common()));
        }
        return comments;
    }
}
