// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils the bytes of a FITS file: values of cards, cards, data, table rows, length. */
final class FitsMutation {

    private static final int CARD = 80;
    private static final int BLOCK = 2880;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2",
            "5",
            "13",
            "999",
            "65536",
            "1E30",
            "-1E30",
            "NaN",
            "Infinity",
            "-Infinity",
            "2147483647",
            "2147483648",
            "-2147483648",
            "4294967296",
            "1099511627776",
            "9223372036854775807",
            "1E-300",
            "1E300",
            "0.0",
            "-0.0",
            "1D5",
            "''",
            "'text'",
            "'         '",
            "T",
            "F",
            "(1,2)",
            "0x10",
            "'<b>&\"'",
            "1.0.0",
            "--3",
            "'unterminated",
            "1E5",
            "-64",
            "8",
            "16",
            "32",
            "64",
            "-32",
            "-8",
            "17",
            "360",
            "90",
            "-90",
            "180",
            "1E999999999");

    private static final List<String> TEXTS = List.of(
            "'FREQ'",
            "'VRAD'",
            "'VOPT'",
            "'VELO-LSR'",
            "'VELO-F2V'",
            "'FELO-HEL'",
            "'WAVE'",
            "'AWAV'",
            "'STOKES'",
            "'RA---TAN'",
            "'RA---CAR'",
            "'GLON-AIT'",
            "'DEC--SIN'",
            "'km/s'",
            "'Hz'",
            "'m'",
            "'deg'",
            "'arcsec'",
            "'Jy/beam'",
            "'K'",
            "'mJy/beam'",
            "'RICE_1'",
            "'GZIP_1'",
            "'GZIP_2'",
            "'HCOMPRESS_1'",
            "'PLIO_1'",
            "'NOCOMPRESS'",
            "'1PB(9)'",
            "'1QB(9)'",
            "'1D'",
            "'PB'",
            "'1PI(4)'",
            "'X'",
            "'999999999999J'",
            "'2147483647J'",
            "'-1J'",
            "'SUBTRACTIVE_DITHER_2'",
            "'NO_DITHER'",
            "'BYTEPIX'",
            "'COMPRESSED_DATA'");

    private static final List<String> KEYWORDS = List.of(
            "NAXIS",
            "NAXIS1",
            "NAXIS2",
            "NAXIS3",
            "NAXIS4",
            "BITPIX",
            "CDELT1",
            "CDELT2",
            "CDELT3",
            "CRPIX1",
            "CRPIX2",
            "CRPIX3",
            "CRVAL1",
            "CRVAL2",
            "CRVAL3",
            "CTYPE1",
            "CTYPE2",
            "CTYPE3",
            "CUNIT1",
            "CUNIT3",
            "BMAJ",
            "BMIN",
            "BPA",
            "RESTFRQ",
            "RESTFREQ",
            "VELREF",
            "BUNIT",
            "BSCALE",
            "BZERO",
            "BLANK",
            "PCOUNT",
            "GCOUNT",
            "GROUPS",
            "SPECSYS",
            "LONPOLE",
            "LATPOLE",
            "OBJECT",
            "CD1_1",
            "CD2_2",
            "CD3_3",
            "PC1_1",
            "PC1_2",
            "CROTA2",
            "CASAMBM",
            "EXTEND",
            "SIMPLE",
            "END",
            "CONTINUE",
            "LONGSTRN",
            "HIERARCH",
            "VELOSYS",
            "ALTRVAL",
            "BMMAJ",
            "EXTNAME");

    private static final List<String> TABLE_KEYWORDS = List.of(
            "ZIMAGE",
            "ZNAXIS",
            "ZNAXIS1",
            "ZNAXIS2",
            "ZNAXIS3",
            "ZTILE1",
            "ZTILE2",
            "ZTILE3",
            "ZBITPIX",
            "ZCMPTYPE",
            "ZQUANTIZ",
            "ZDITHER0",
            "ZNAME1",
            "ZVAL1",
            "ZNAME2",
            "ZVAL2",
            "ZBLANK",
            "TFIELDS",
            "TFORM1",
            "TFORM2",
            "TFORM3",
            "TTYPE1",
            "TTYPE2",
            "THEAP",
            "PCOUNT",
            "NAXIS1",
            "NAXIS2",
            "ZSCALE",
            "ZZERO",
            "GCOUNT",
            "BITPIX");

    private static final List<Float> VALUES =
            List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, 1e38f, -1e38f, 1e-44f, 1f);

    private static final List<Integer> INTEGERS =
            List.of(-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fc00000, 0x7f800000, 1);

    private final Random random;
    private byte[] bytes;

    private FitsMutation(Random random, byte[] bytes) {
        this.random = random;
        this.bytes = bytes;
    }

    /** A spoiled copy of a file. */
    static byte[] of(byte[] good, Random random) {
        FitsMutation mutation = new FitsMutation(random, good.clone());
        int rounds = 1 + (random.nextBoolean() ? 0 : random.nextInt(3));
        for (int round = 0; round < rounds; round++) {
            List<int[]> headers = mutation.headers();
            if (headers.isEmpty()) {
                break;
            }
            mutation.spoil(headers.get(random.nextInt(headers.size())));
        }
        return mutation.bytes;
    }

    /** Start and end of each header. */
    private List<int[]> headers() {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at + BLOCK <= bytes.length) {
            String start = Specimens.text(bytes, at);
            int end = start.startsWith("SIMPLE") || start.startsWith("XTENSION") ? Specimens.end(bytes, at) : -1;
            if (end >= 0) {
                found.add(new int[] {at, end});
            }
            at = end < 0 ? at + BLOCK : Specimens.dataStart(at, end);
        }
        return found;
    }

    private void spoil(int[] header) {
        int cards = Math.max(1, (header[1] - header[0]) / CARD);
        int data = Specimens.dataStart(header[0], header[1]);
        int any = header[0] + CARD * random.nextInt(cards);
        switch (random.nextInt(14)) {
            case 0 -> flip(header[0], header[1] + CARD, 8);
            case 1 -> flip(data, bytes.length, 64);
            case 2 -> { // exchange two cards
                int other = header[0] + CARD * random.nextInt(cards);
                byte[] card = Arrays.copyOfRange(bytes, any, any + CARD);
                System.arraycopy(bytes, other, bytes, any, CARD);
                System.arraycopy(card, 0, bytes, other, CARD);
            }
            case 3 -> { // remove a card
                System.arraycopy(bytes, any + CARD, bytes, any, header[1] - any);
                Arrays.fill(bytes, header[1], header[1] + CARD, (byte) ' ');
            }
            case 4 -> System.arraycopy(bytes, any, bytes, header[0] + CARD * random.nextInt(cards), CARD);
            case 5, 6, 7, 8, 9 -> set(header);
            case 10 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 11 -> fill(data);
            case 12 -> rows(data);
            default -> { // shift the rest by some bytes
                int shift = 1 + random.nextInt(3);
                byte[] longer = new byte[bytes.length + shift];
                System.arraycopy(bytes, 0, longer, 0, any);
                System.arraycopy(bytes, any, longer, any + shift, bytes.length - any);
                bytes = longer;
            }
        }
    }

    private void flip(int from, int to, int most) {
        for (int k = random.nextInt(most); k >= 0 && to > from; k--) {
            bytes[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void set(int[] header) {
        boolean table = Specimens.text(bytes, header[0]).startsWith("XTENSION");
        String keyword = pick(table && random.nextBoolean() ? TABLE_KEYWORDS : KEYWORDS);
        int at = header[0] + CARD * (3 + random.nextInt(Math.max(1, (header[1] - header[0]) / CARD - 3)));
        for (int card = header[0]; card < header[1]; card += CARD) {
            if (Specimens.text(bytes, card).substring(0, 8).strip().equals(keyword)) {
                at = card;
            }
        }
        String value = pick(random.nextInt(4) > 0 ? NUMBERS : TEXTS);
        byte[] card = Specimens.card(keyword, value).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(card, 0, bytes, at, Math.min(CARD, bytes.length - at));
    }

    private void fill(int data) {
        float value = pick(VALUES);
        int share = pick(List.of(1, 2, 10, 100));
        for (int at = data; at + 4 <= bytes.length; at += 4) {
            if (random.nextInt(share) == 0) {
                ByteBuffer.wrap(bytes).putFloat(at, value);
            }
        }
    }

    /** Spoils the rows of a table, which stand at the start of its data. */
    private void rows(int data) {
        for (int k = random.nextInt(20); k >= 0 && bytes.length > data + 8; k--) {
            ByteBuffer.wrap(bytes)
                    .putInt(data + random.nextInt(Math.min(bytes.length - data - 8, 600)), pick(INTEGERS));
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
