// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.ImageHDU;
import nom.tam.fits.compression.algorithm.quant.QuantizeOption;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.FitsOutputStream;
import org.steelyard.cli.Outcome;

/** Good files that the harness spoils: a simulated cube in several encodings, configurations and tables. */
final class Specimens {

    private static final int CARD = 80;
    private static final int BLOCK = 2880;

    static final String SIMULATION = """
            [data]
            line = "CO(2-1)"
            velocities = ["860 km/s", "1140 km/s"]
            pixel = "0.1 arcsec"
            beam = { major = "0.3 arcsec", minor = "0.25 arcsec", position_angle = "60 deg" }
            [simulate]
            size = [20, 22]
            channel_width = "20 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [potential]
            mge = "mge.ecsv"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "0.9 arcsec"
            [parameters]
            mbh = "1e8 Msun"
            mass_to_light = 2
            inclination = "60 deg"
            position_angle = "200 deg"
            vsys = "1000 km/s"
            x = 10.4
            y = 11.3
            dispersion = "12 km/s"
            flux_scale = 4
            sb_radius = "0.3 arcsec"
            """;

    /** A fit of a tenth of a second: a profile of the light, coarse pixels, five free parameters. */
    static final String FIT = """
            [data]
            cube = "cube.fits"
            line = "CO(2-1)"
            [galaxy]
            name = "specimen"
            angular_diameter_distance = "20 Mpc"
            [potential]
            mge = "mge.ecsv"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "0.9 arcsec"
            dispersion = "flat"
            [model]
            oversampling = 1
            block = 4
            [fit]
            starts = 0
            region = { semi_major = "0.8 arcsec", axis_ratio = 0.5, position_angle = "200 deg" }
            [parameters]
            mbh = { start = "1e8 Msun", min = "1e6 Msun", max = "1e10 Msun", scale = "log" }
            mass_to_light = { start = 2.0 }
            inclination = { start = "60 deg", fixed = true }
            position_angle = { start = "200 deg", fixed = true }
            vsys = { start = "1000 km/s" }
            x = { start = 10.4, fixed = true }
            y = { start = 11.3, fixed = true }
            dispersion = { start = "12 km/s" }
            flux_scale = { start = 4.0 }
            sb_radius = { start = "0.3 arcsec", fixed = true }
            """;

    static final String MGE = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: surface_brightness, unit: Lsun/pc2, datatype: float64}
            # - {name: sigma, unit: arcsec, datatype: float64}
            # - {name: axis_ratio, datatype: float64}
            surface_brightness sigma axis_ratio
            30000.0 0.25 0.80
            12000.0 0.80 0.76
            1500.0 5.60 0.66
            """;

    static final String SPEEDS = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: radius, unit: arcsec, datatype: float64}
            # - {name: v, unit: km/s, datatype: float64}
            radius v
            0.01 50
            0.1 100
            0.5 150
            2.0 200
            10.0 210
            """;

    private Specimens() {}

    /** Writes the configurations and the cube, and returns the bytes of the cube in all encodings, by file name. */
    static Map<String, byte[]> write(Path folder) throws IOException, FitsException {
        Files.writeString(folder.resolve("mge.ecsv"), MGE);
        Files.writeString(folder.resolve("fit.toml"), FIT);
        Path simulation = Files.writeString(folder.resolve("simulation.toml"), SIMULATION);
        Path cube = folder.resolve("cube.fits");
        Outcome made = Outcome.of("simulate", simulation, "-o", cube, "--noise", "0.0005 Jy/beam", "--threads", 1);
        if (made.code() != 0) {
            throw new IllegalStateException(made.err());
        }
        byte[] plain = Files.readAllBytes(cube);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("plain.fits", plain);
        all.put("gzip.fits.gz", gzip(plain));
        all.put("beams.fits", withBeams(plain));
        all.put("short.fits", withShorts(plain));
        all.put("tiles.fits.fz", withGzipTiles(plain));
        all.put("rice.fits.fz", withRiceTiles(cube));
        return all;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    /** Position of the END card of the header that starts at a position, -1 if there is none. */
    static int end(byte[] bytes, int from) {
        for (int at = from; at + CARD <= bytes.length; at += CARD) {
            if (text(bytes, at).startsWith("END     ")) {
                return at;
            }
        }
        return -1;
    }

    static int dataStart(int header, int end) {
        return header + ((end - header) / BLOCK + 1) * BLOCK;
    }

    static String text(byte[] bytes, int at) {
        return new String(bytes, at, CARD, StandardCharsets.ISO_8859_1);
    }

    static String card(String keyword, Object value) {
        return String.format(Locale.ROOT, "%-80s", String.format(Locale.ROOT, "%-8s= %20s", keyword, value));
    }

    private static List<String> cards(byte[] plain, String without) {
        List<String> cards = new ArrayList<>();
        for (int at = 0; at < end(plain, 0); at += CARD) {
            if (!text(plain, at).substring(0, 8).matches(without)) {
                cards.add(text(plain, at));
            }
        }
        return cards;
    }

    private static float[] values(byte[] plain) {
        int from = dataStart(0, end(plain, 0));
        float[] values = new float[axis(plain, 1) * axis(plain, 2) * axis(plain, 3)];
        ByteBuffer.wrap(plain, from, 4 * values.length).asFloatBuffer().get(values);
        return values;
    }

    private static int axis(byte[] plain, int number) {
        return cards(plain, "").stream()
                .filter(card -> card.startsWith("NAXIS" + number))
                .mapToInt(card -> Integer.parseInt(card.substring(10, 30).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static void header(ByteArrayOutputStream out, List<String> cards) {
        String text = String.join("", cards) + String.format(Locale.ROOT, "%-80s", "END");
        text += " ".repeat((BLOCK - text.length() % BLOCK) % BLOCK);
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void data(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }

    private static byte[] withBeams(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> cards = cards(plain, "BMAJ *|BMIN *|BPA *|CHECKSUM|DATASUM ");
        cards.add(card("CASAMBM", "T"));
        header(out, cards);
        int channels = axis(plain, 3);
        float[] values = values(plain);
        ByteBuffer image = ByteBuffer.allocate(4 * values.length);
        image.asFloatBuffer().put(values);
        data(out, image.array());
        List<String> table = table(20, channels, 0, "1E", "1E", "1E", "1J", "1J");
        String[] names = {"BMAJ", "BMIN", "BPA", "CHAN", "POL"};
        for (int i = 0; i < names.length; i++) {
            table.add(card("TTYPE" + (i + 1), "'" + names[i] + "'"));
        }
        table.addAll(List.of(
                card("TUNIT1", "'arcsec'"),
                card("TUNIT2", "'arcsec'"),
                card("TUNIT3", "'deg'"),
                card("EXTNAME", "'BEAMS'"),
                card("NCHAN", channels),
                card("NPOL", 1)));
        header(out, table);
        ByteBuffer rows = ByteBuffer.allocate(20 * channels);
        for (int c = 0; c < channels; c++) {
            rows.putFloat(0.3f + 0.001f * c)
                    .putFloat(0.25f)
                    .putFloat(60)
                    .putInt(c)
                    .putInt(0);
        }
        data(out, rows.array());
        return out.toByteArray();
    }

    private static byte[] withShorts(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> cards = cards(plain, "CHECKSUM|DATASUM ");
        cards.replaceAll(card -> card.startsWith("BITPIX") ? card("BITPIX", 16) : card);
        cards.addAll(List.of(card("BSCALE", "2.0E-6"), card("BZERO", "0.0"), card("BLANK", -32768)));
        header(out, cards);
        float[] values = values(plain);
        ByteBuffer data = ByteBuffer.allocate(2 * values.length);
        for (float value : values) {
            data.putShort((short) Math.max(-32767, Math.min(32767, Math.round(value / 2e-6))));
        }
        data(out, data.array());
        return out.toByteArray();
    }

    private static List<String> table(int rowLength, int rows, int heap, String... forms) {
        List<String> cards = new ArrayList<>(List.of(
                card("XTENSION", "'BINTABLE'"),
                card("BITPIX", 8),
                card("NAXIS", 2),
                card("NAXIS1", rowLength),
                card("NAXIS2", rows),
                card("PCOUNT", heap),
                card("GCOUNT", 1),
                card("TFIELDS", forms.length)));
        for (int i = 0; i < forms.length; i++) {
            cards.add(card("TFORM" + (i + 1), "'" + forms[i] + "'"));
        }
        return cards;
    }

    /** Lossless tiles of one row, as fpack -g -q 0 writes them. */
    private static byte[] withGzipTiles(byte[] plain) throws IOException {
        float[] values = values(plain);
        int nx = axis(plain, 1);
        int tiles = values.length / nx;
        ByteArrayOutputStream heap = new ByteArrayOutputStream();
        ByteBuffer rows = ByteBuffer.allocate(8 * tiles);
        for (int row = 0; row < tiles; row++) {
            ByteBuffer tile = ByteBuffer.allocate(4 * nx);
            tile.asFloatBuffer().put(values, row * nx, nx);
            byte[] cell = gzip(tile.array());
            rows.putInt(cell.length).putInt(heap.size());
            heap.writeBytes(cell);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        header(out, List.of(card("SIMPLE", "T"), card("BITPIX", 8), card("NAXIS", 0), card("EXTEND", "T")));
        List<String> cards = table(8, tiles, heap.size(), "1PB(99)");
        cards.addAll(List.of(
                card("TTYPE1", "'COMPRESSED_DATA'"), card("ZIMAGE", "T"), card("ZBITPIX", -32), card("ZNAXIS", 4)));
        ToIntFunction<Integer> length = i -> i == 4 ? 1 : axis(plain, i);
        for (int i = 1; i <= 4; i++) {
            cards.add(card("ZNAXIS" + i, length.applyAsInt(i)));
            cards.add(card("ZTILE" + i, i == 1 ? nx : 1));
        }
        cards.addAll(List.of(card("ZCMPTYPE", "'GZIP_1'"), card("ZQUANTIZ", "'NONE'"), card("THEAP", rows.capacity())));
        cards.addAll(cards(plain, "SIMPLE  |BITPIX  |NAXIS.*|EXTEND  |PCOUNT  |GCOUNT  |CHECKSUM|DATASUM "));
        header(out, cards);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(rows.array());
        data.writeBytes(heap.toByteArray());
        data(out, data.toByteArray());
        return out.toByteArray();
    }

    private static byte[] withRiceTiles(Path cube) throws IOException, FitsException {
        try (Fits plain = new Fits(cube.toFile());
                Fits compressed = new Fits()) {
            CompressedImageHDU image = CompressedImageHDU.fromImageHDU((ImageHDU) plain.readHDU(), -1);
            image.setCompressAlgorithm("RICE_1");
            image.setQuantAlgorithm("SUBTRACTIVE_DITHER_1");
            image.getCompressOption(QuantizeOption.class).setQlevel(16);
            image.compress();
            compressed.addHDU(image);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (FitsOutputStream stream = new FitsOutputStream(out)) {
                compressed.write(stream);
            }
            return out.toByteArray();
        }
    }
}
