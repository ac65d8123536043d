// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.units.InputException;

/**
 * Chooses the image of a file with several. Without a name the primary image is taken, then DATA, SCI or FLUX, then the
 * first whose name is not that of errors, weights, masks or models.
 */
final class ExtensionChoice {

    private static final List<String> DATA = List.of("DATA", "SCI", "FLUX", "CUBE", "IMAGE");

    /** Names, or beginnings of names, of what is no data. */
    private static final String OTHER = "(ERR|STAT|VAR|NOISE|RMS|UNC|SIGMA|DQ|QUAL|FLAG|MASK|WEIGHT|WHT|WGT|IVAR|PB|"
            + "PRIMARY.?BEAM|MODEL|RESIDUAL|EXP|COV|BACK|SKY|PSF|BEAM).*";

    private ExtensionChoice() {}

    /**
     * Chooses an image.
     *
     * @param index file
     * @param dimensions smallest number of axes
     * @param extension EXTNAME in any case, or the number of the HDU with 0 for the primary; null for the default
     * @param warnings a line is added if a choice was made
     * @return the image, with the cards of the primary header where INHERIT is T; null if there is none
     * @throws InputException if there is no such extension; the message lists those of the file
     */
    static HduIndex.Entry of(HduIndex index, int dimensions, String extension, List<String> warnings) {
        if (extension == null) {
            HduIndex.Entry first = index.find(entry -> isUsable(entry, dimensions));
            if (first == null || first.index() == 0 && !isOther(first)) {
                return first;
            }
        }
        List<HduIndex.Entry> all = index.all(entry -> isUsable(entry, dimensions));
        HduIndex.Entry chosen = extension == null ? preferred(all) : named(index, all, extension);
        if (extension == null && all.size() > 1) {
            warnings.add("the file has " + all.size() + " images, " + names(all) + "; " + name(chosen)
                    + " is read; data.extension chooses another");
        } else if (extension == null && isOther(chosen)) {
            warnings.add("the only image of the file is " + name(chosen) + "; check that it is the data");
        }
        return inheriting(index, chosen);
    }

    private static boolean isUsable(HduIndex.Entry entry, int dimensions) {
        return entry.isImage() && entry.axes().length >= dimensions;
    }

    private static HduIndex.Entry preferred(List<HduIndex.Entry> all) {
        for (String name : DATA) {
            for (HduIndex.Entry entry : all) {
                if (name.equals(name(entry))) {
                    return entry;
                }
            }
        }
        return all.stream().filter(entry -> !isOther(entry)).findFirst().orElse(all.get(0));
    }

    private static HduIndex.Entry named(HduIndex index, List<HduIndex.Entry> all, String extension) {
        String wanted = extension.strip().toUpperCase(Locale.ROOT);
        return all.stream()
                .filter(entry -> wanted.equals(extname(entry)) || wanted.equals(Integer.toString(entry.index())))
                .findFirst()
                .orElseThrow(() -> new InputException(index.file() + ": no extension '" + extension
                        + "' with such an image; the file has "
                        + (all.isEmpty() ? "none" : names(all))));
    }

    private static boolean isOther(HduIndex.Entry entry) {
        return extname(entry).matches(OTHER);
    }

    private static String extname(HduIndex.Entry entry) {
        return entry.header().text("EXTNAME").toUpperCase(Locale.ROOT);
    }

    private static String name(HduIndex.Entry entry) {
        String name = extname(entry);
        return !name.isEmpty() ? name : entry.index() == 0 ? "the primary image" : "extension " + entry.index();
    }

    private static String names(List<HduIndex.Entry> all) {
        return all.stream().map(ExtensionChoice::name).collect(Collectors.joining(", "));
    }

    private static HduIndex.Entry inheriting(HduIndex index, HduIndex.Entry entry) {
        if (entry == null || entry.index() == 0 || !entry.header().isTrue("INHERIT")) {
            return entry;
        }
        FitsHeader primary = index.find(any -> true).header();
        return new HduIndex.Entry(
                entry.index(), entry.header().inheriting(primary), entry.dataStart(), entry.data(), entry.image());
    }
}
