// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.starlight.ImageStarlight;
import org.steelyard.units.InputException;

/** What is written beside the table of an image: covariance, mask, counts, figure. */
final class ImageProducts {

    private ImageProducts() {}

    static List<Starlight.Beside> of(ImageStarlight light, Set<FigureFormat> formats) {
        List<Starlight.Beside> files = new ArrayList<>();
        light.beside().forEach((suffix, write) -> files.add(new Starlight.Beside(suffix, write)));
        files.addAll(figure("", FitStarlight.figure(light), formats));
        return files;
    }

    /** A figure in its formats; the suffix stands before their extensions. */
    static List<Starlight.Beside> figure(String suffix, Figure figure, Set<FigureFormat> formats) {
        List<Starlight.Beside> files = new ArrayList<>();
        for (FigureFormat format : formats) {
            byte[] bytes = encoded(figure, format);
            files.add(new Starlight.Beside(suffix + "." + format.extension(), file -> save(file, bytes)));
        }
        return files;
    }

    private static byte[] encoded(Figure figure, FigureFormat format) {
        try {
            return FigureEncoder.encode(figure, format);
        } catch (IOException e) {
            throw new IllegalStateException("the figure cannot be encoded as " + format, e);
        }
    }

    private static void save(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + e.getMessage() + "; choose another with -o", e);
        }
    }
}
