// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.steelyard.photometry.ImageModel;
import org.steelyard.report.figure.starlight.DustFigure;
import org.steelyard.report.figure.starlight.StarlightFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.starlight.DustFit;
import org.steelyard.starlight.ImageStarlight;
import org.steelyard.units.InputException;

/** What is written beside the table of an image: covariance, mask, counts, other tables, figures. */
final class ImageProducts {

    private ImageProducts() {}

    static List<Starlight.Beside> of(ImageStarlight light, String maker, Set<FigureFormat> formats) {
        List<Starlight.Beside> files = new ArrayList<>();
        light.beside(maker).forEach((suffix, write) -> files.add(new Starlight.Beside(suffix, write)));
        for (FigureFormat format : formats) {
            byte[] bytes = encoded(starlight(light), format);
            files.add(new Starlight.Beside("." + format.extension(), file -> save(file, bytes)));
            Figure dust = dustOrNull(light);
            if (dust != null) {
                byte[] map = encoded(dust, format);
                files.add(new Starlight.Beside("_dust." + format.extension(), file -> save(file, map)));
            }
        }
        return files;
    }

    /** The figure of the image and its model. */
    static Figure starlight(ImageStarlight light) {
        return new StarlightFigure(
                light.read().image(),
                light.fit(),
                light.light().calibration(),
                light.isophotes(),
                light.speed(),
                light.read().masked());
    }

    /** The figure of the colour excess; null where no second band shows one. */
    static Figure dustOrNull(ImageStarlight light) {
        DustFit dust = light.dust();
        if (dust == null || dust.correction() == null) {
            return null;
        }
        ImageModel model = light.fit().model();
        return new DustFigure(
                dust.image(),
                dust.correction().excess(),
                dust.correction().dusty(),
                model.x(),
                model.y(),
                dust.correction().profile().radius(),
                light.light().calibration().pixel());
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
