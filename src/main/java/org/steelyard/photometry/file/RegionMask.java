// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.units.InputException;

/**
 * Masks from files: an image that is not zero where pixels are left out, or DS9 regions (circle, ellipse, box, polygon) in image pixels or
 * in fk5 or icrs, which are taken as one: they differ by 0.02 arcsec. A pixel is masked if its centre is in a region.
 */
public final class RegionMask {

    private static final Pattern SHAPE = Pattern.compile("([+-]?)\\s*(\\w+)\\s*[( ]\\s*([^)#]*)\\)?.*");

    private static final List<String> SHAPES = List.of("circle", "ellipse", "box", "polygon");

    private static final String KNOWN = "; write circle, ellipse, box or polygon, after a line image, fk5 or icrs";

    private final Image image;
    private final BitSet masked;
    private boolean sky;

    private RegionMask(Image image) {
        this.image = image;
        masked = new BitSet(image.values().length);
    }

    /**
     * Reads a mask that is an image.
     *
     * @param mask not zero, or blank, where pixels are left out
     * @param image that it is for
     * @return the masked pixels, {@code y*nx + x}
     * @throws InputException if the sizes differ
     */
    public static BitSet of(Image mask, Image image) {
        if (mask.nx() != image.nx() || mask.ny() != image.ny()) {
            throw new InputException("mask of " + mask.nx() + " x " + mask.ny() + " pixels for an image of "
                    + image.nx() + " x " + image.ny() + "; make it on the same pixels");
        }
        BitSet masked = new BitSet(mask.values().length);
        for (int p = 0; p < mask.values().length; p++) {
            masked.set(p, mask.values()[p] != 0);
        }
        return masked;
    }

    /**
     * Reads a mask from a file.
     *
     * @param file FITS image that is not zero where pixels are left out, or DS9 regions
     * @param image that it is for
     * @return the masked pixels, {@code y*nx + x}
     * @throws InputException if it cannot be read, has another size or has a line that is not understood; names the file
     */
    public static BitSet ofFile(Path file, Image image) {
        if (!FitsName.isFits(file)) {
            return read(file, image);
        }
        try {
            return of(ImageFile.read(file, HeaderOverrides.NONE), image);
        } catch (InputException e) {
            throw e.getMessage().startsWith(file.toString()) ? e : new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads DS9 regions.
     *
     * @param file the region file
     * @param image that they are for; its frame places regions in fk5 or icrs
     * @return the masked pixels, {@code y*nx + x}
     * @throws InputException if the file cannot be read or a line is not understood; names the line
     */
    public static BitSet read(Path file, Image image) {
        RegionMask mask = new RegionMask(image);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException(
                    file
                            + (Files.exists(file)
                                    ? ": cannot be read as DS9 regions: " + e.getMessage()
                                    : ": does not exist"),
                    e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "");
            for (String command : line.split(";", -1)) {
                try {
                    mask.command(command.strip().toLowerCase(Locale.ROOT));
                } catch (InputException e) {
                    throw new InputException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return mask.masked;
    }

    private void command(String text) {
        if (text.isEmpty() || text.startsWith("global")) {
            return;
        }
        if (List.of("image", "physical").contains(text)) {
            sky = false;
            return;
        }
        if (List.of("fk5", "icrs", "j2000").contains(text)) {
            if (!image.frame().celestial() || image.frame().system().equals("GALACTIC")) {
                throw new InputException(
                        "regions in " + text + ", but the image has no right ascension and declination");
            }
            sky = true;
            return;
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || !SHAPES.contains(matcher.group(2))) {
            throw new InputException("'" + text + "' is not understood" + KNOWN);
        }
        if (matcher.group(1).equals("-")) {
            throw new InputException("'" + text + "' excludes; only regions that are masked are read");
        }
        shape(matcher.group(2), matcher.group(3).strip().split("[,\\s]+", -1));
    }

    private void shape(String name, String[] cells) {
        if (name.equals("polygon")) {
            polygon(cells);
            return;
        }
        int wanted = name.equals("circle") ? 3 : 5;
        boolean upright = wanted == 5 && cells.length == 4;
        if (cells.length != wanted && !upright) {
            throw new InputException(name + " has " + cells.length + " numbers; it needs " + wanted);
        }
        double[] centre = position(cells[0], cells[1]);
        double a = size(cells[2]);
        double b = wanted == 3 ? a : size(cells[3]);
        double angle = cells.length < 5 ? 0 : Math.toRadians(number(cells[4]));
        LocalFrame local = sky ? image.frame().at(centre[0], centre[1]) : null;
        for (int p = 0; p < image.values().length; p++) {
            int row = p / image.nx();
            double dx = p % image.nx() + image.xIndex() + 1 - centre[0];
            double dy = row + image.yIndex() + 1 - centre[1];
            if (local != null) {
                // DS9 counts angles of regions in sky coordinates from west towards north.
                double west = -(local.eastPerX() * dx + local.eastPerY() * dy);
                dy = local.northPerX() * dx + local.northPerY() * dy;
                dx = west;
            }
            double u = dx * Math.cos(angle) + dy * Math.sin(angle);
            double v = dy * Math.cos(angle) - dx * Math.sin(angle);
            boolean inside = name.equals("box")
                    ? Math.abs(u) <= 0.5 * a && Math.abs(v) <= 0.5 * b
                    : u * u / (a * a) + v * v / (b * b) <= 1;
            if (inside) {
                masked.set(p);
            }
        }
    }

    private void polygon(String[] cells) {
        if (cells.length < 6 || cells.length % 2 != 0) {
            throw new InputException("polygon has " + cells.length + " numbers; it needs three corners or more");
        }
        int n = cells.length / 2;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double[] corner = position(cells[2 * i], cells[2 * i + 1]);
            x[i] = corner[0];
            y[i] = corner[1];
        }
        for (int p = 0; p < image.values().length; p++) {
            int px = p % image.nx() + image.xIndex() + 1;
            int py = p / image.nx() + image.yIndex() + 1;
            boolean inside = false;
            for (int i = 0; i < n; i++) {
                int j = (i + 1) % n;
                if (y[i] > py != y[j] > py && px < x[i] + (py - y[i]) / (y[j] - y[i]) * (x[j] - x[i])) {
                    inside = !inside;
                }
            }
            if (inside) {
                masked.set(p);
            }
        }
    }

    /** Column and row of the file, from 1. */
    private double[] position(String first, String second) {
        if (!sky) {
            return new double[] {number(first), number(second)};
        }
        double ra = first.contains(":") ? 15 * sexagesimal(first) : number(first);
        double dec = second.contains(":") ? sexagesimal(second) : number(second);
        double[] pixel = image.frame().toPixel(ra, dec);
        if (!Double.isFinite(pixel[0] + pixel[1])) {
            throw new InputException("position " + first + ", " + second + " is not on the image's part of the sky");
        }
        return pixel;
    }

    private static double sexagesimal(String text) {
        double[] parts = Arrays.stream(text.replaceFirst("^[+-]", "").split(":", -1))
                .mapToDouble(RegionMask::number)
                .toArray();
        double value = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            value = value / 60 + parts[i];
        }
        return text.startsWith("-") ? -value : value;
    }

    /** A length: pixels of the image, arcsec on the sky. */
    private double size(String text) {
        String number = text.replaceFirst("[\"'dp]$", "");
        double value = number(number);
        char unit = number.equals(text) ? (sky ? 'd' : 'p') : text.charAt(text.length() - 1);
        if (sky == (unit == 'p')) {
            throw new InputException("size " + text
                    + (sky
                            ? " must be in arcsec (\"), arcmin (') or degrees"
                            : " must be in pixels where the position is"));
        }
        if (!(value > 0)) {
            throw new InputException("size " + text + " must be positive");
        }
        return switch (unit) {
            case 'd' -> 3600 * value;
            case '\'' -> 60 * value;
            default -> value;
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InputException("'" + text + "' is not a number" + KNOWN, e);
        }
    }
}
