package org.steelyard.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The look of all figures: one face, two sizes, thin lines, colours that stay apart for the colour-blind. Lengths in points. */
public final class Style {

    /** [pt] numbers at ticks and small notes. */
    public static final double SMALL = 7;

    /** [pt] titles of axes and panels. */
    public static final double NORMAL = 8;

    /** [pt] frame and ticks. */
    public static final double FRAME_WIDTH = 0.6;

    /** [pt] curves. */
    public static final double LINE_WIDTH = 1.1;

    /** [mm] one column of a journal's page. */
    public static final double COLUMN = 85;

    /** [mm] the page's width. */
    public static final double PAGE = 180;

    public static final double POINTS_PER_MM = 72 / 25.4;

    public static final Color INK = Color.BLACK;

    /** Okabe and Ito's palette (2008), safe under all common colour deficiencies. */
    public static final Color BLUE = new Color(0x0072B2);

    public static final Color VERMILION = new Color(0xD55E00);
    public static final Color GREEN = new Color(0x009E73);
    static final Color SKY = new Color(0x56B4E9);
    static final Color PURPLE = new Color(0xCC79A7);
    public static final Color GREY = new Color(0x8A8A8A);
    static final Color PALE = new Color(0xDDDDDD);

    /** Where PDFBox keeps the one face that comes with it (SIL Open Font License): the same letters on every machine. */
    static final String FONT_RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final Font FACE = load();

    private Style() {}

    /**
     * @param size [pt]
     * @return the face at that size
     */
    static Font font(double size) {
        return FACE.deriveFont((float) size);
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
     * @param lengths [pt] of dashes and gaps in turn
     * @return a dashed stroke
     */
    public static BasicStroke dashed(double width, double... lengths) {
        float[] pattern = new float[lengths.length];
        for (int k = 0; k < lengths.length; k++) {
            pattern[k] = (float) lengths[k];
        }
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    private static Font load() {
        try (InputStream stream = Style.class.getResourceAsStream(FONT_RESOURCE)) {
            return Font.createFont(Font.TRUETYPE_FONT, stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the font of PDFBox could not be read", e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font of PDFBox could not be read", e);
        }
    }
}
