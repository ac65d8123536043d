// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Encodes figures as PNG, SVG or PDF. */
public final class FigureEncoder {

    /** Pixels per inch of a PNG. */
    private static final int RESOLUTION = 300;

    private static final double POINTS_PER_INCH = 72;
    private static final double METRES_PER_INCH = 0.0254;

    private FigureEncoder() {}

    /**
     * @param figure to draw
     * @param format of the file
     * @return the bytes of the file
     * @throws IOException if the encoder fails
     */
    public static byte[] encode(Figure figure, FigureFormat format) throws IOException {
        return switch (format) {
            case PNG -> png(figure);
            case SVG -> svg(figure);
            case PDF -> pdf(figure);
        };
    }

    private static double points(double millimetres) {
        return millimetres * Style.POINTS_PER_MM;
    }

    private static BufferedImage pixels(Figure figure) {
        double scale = RESOLUTION / POINTS_PER_INCH;
        BufferedImage image = new BufferedImage(
                (int) Math.round(scale * points(figure.width())),
                (int) Math.round(scale * points(figure.height())),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(scale, scale);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        figure.paint(g);
        g.dispose();
        return image;
    }

    private static byte[] png(Figure figure) throws IOException {
        BufferedImage image = pixels(figure);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        String perMetre = Long.toString(Math.round(RESOLUTION / METRES_PER_INCH));
        IIOMetadataNode density = new IIOMetadataNode("pHYs");
        density.setAttribute("pixelsPerUnitXAxis", perMetre);
        density.setAttribute("pixelsPerUnitYAxis", perMetre);
        density.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
        root.appendChild(density);
        metadata.mergeTree(metadata.getNativeMetadataFormatName(), root);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] svg(Figure figure) throws IOException {
        double width = points(figure.width());
        double height = points(figure.height());
        VectorGraphics2D g = new VectorGraphics2D();
        figure.paint(g);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(g.getCommands(), new PageSize(width, height))
                .writeTo(bytes);
        return SvgTidy.tidy(bytes.toByteArray(), figure);
    }

    private static byte[] pdf(Figure figure) throws IOException {
        float width = (float) points(figure.width());
        float height = (float) points(figure.height());
        try (PDDocument document = new PDDocument();
                PdfBoxGraphics2DFontTextDrawer text = new PdfBoxGraphics2DFontTextDrawer();
                InputStream face = Style.class.getResourceAsStream(Style.FONT_RESOURCE)) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            text.registerFont(Style.font(1).getFontName(), face);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
            g.setFontTextDrawer(text);
            figure.paint(g);
            g.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g.getXFormObject());
            }
            document.getDocumentInformation().setTitle(figure.caption());
            document.setDocumentId(1L);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
