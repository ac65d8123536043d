// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Font, line widths and colours of all figures. The colours are distinguishable with colour blindness. */
public final class Style {

    /** [pt] Size of numbers and notes. */
    public static final double SMALL = 7;

    /** [pt] Size of titles of axes and panels. */
    public static final double NORMAL = 8;

    /** [pt] Line width of frame and ticks. */
    public static final double FRAME_WIDTH = 0.6;

    /** [pt] Line width of curves. */
    public static final double LINE_WIDTH = 1.1;

    /** [mm] Width of a figure in one column of a journal. */
    public static final double COLUMN = 85;

    /** [mm] Width of a figure across the page. */
    public static final double PAGE = 180;

    /** Points (1/72 inch) per millimetre. */
    public static final double POINTS_PER_MM = 72 / 25.4;

    /** Colour of text, frames and data. */
    public static final Color INK = Color.BLACK;

    /** Blue of the palette of Okabe and Ito (2008), which is safe under the common colour deficiencies. */
    public static final Color BLUE = new Color(0x0072B2);

    /** Vermilion of the same palette, used for models. */
    public static final Color VERMILION = new Color(0xD55E00);

    /** Green of the same palette. */
    public static final Color GREEN = new Color(0x009E73);

    /** Colour of auxiliary lines. */
    public static final Color GREY = new Color(0x8A8A8A);

    /** Font that PDFBox contains (SIL Open Font License), so that all machines draw the same letters. */
    static final String FONT_RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final Face FACE = load();

    private Style() {}

    /** The font, or why there is none. */
    private record Face(Font font, String fault) {}

    /**
     * @param size [pt]
     * @return the font at this size
     * @throws UncheckedIOException if this computer has no means to draw text, or no room for the font
     */
    static Font font(double size) {
        if (FACE.font() == null) {
            throw new UncheckedIOException(new IOException(FACE.fault()));
        }
        return FACE.font().deriveFont((float) size);
    }

    /** @return name of the font of all figures */
    public static String fontName() {
        return font(SMALL).getFontName(Locale.ROOT);
    }

    /**
     * @param width [pt]
     * @return a stroke with square corners, for frames and ticks
     */
    public static BasicStroke line(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    /**
     * @param width [pt]
     * @return a stroke with round corners, for curves
     */
    public static BasicStroke curve(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /**
     * @param width [pt]
     * @param lengths [pt] of dash, gap, dash, gap, ...
     * @return a dashed stroke
     */
    public static BasicStroke dashed(double width, double... lengths) {
        float[] pattern = new float[lengths.length];
        for (int k = 0; k < lengths.length; k++) {
            pattern[k] = (float) lengths[k];
        }
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    /** Java copies the font to its temporary folder, and needs libraries of the operating system to draw with it. */
    private static Face load() {
        try (InputStream stream = Style.class.getResourceAsStream(FONT_RESOURCE)) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, stream);
            font.createGlyphVector(new FontRenderContext(null, true, true), "0").getVisualBounds();
            return new Face(font, "");
        } catch (IOException e) {
            return new Face(
                    null,
                    "the font cannot be copied to the temporary folder " + System.getProperty("java.io.tmpdir") + " ("
                            + e.getMessage() + "); free some space, or name another folder to Java");
        } catch (FontFormatException | RuntimeException | LinkageError | InternalError e) { // whatever AWT lacks
            return new Face(
                    null,
                    "Java cannot draw text here (" + e
                            + "); install fontconfig, freetype and a font, for example with apt-get install"
                            + " fontconfig fonts-dejavu-core");
        }
    }
}
