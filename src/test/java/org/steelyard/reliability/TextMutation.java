// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils texts: configurations, tables and JSON. */
final class TextMutation {

    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "1e308",
            "-1e308",
            "1e400",
            "nan",
            "inf",
            "-inf",
            "9223372036854775807",
            "99999999999999999999999",
            "true",
            "false",
            "\"\"",
            "\" \"",
            "\"nan km/s\"",
            "\"inf Mpc\"",
            "\"1e30 Mpc\"",
            "\"-5 Mpc\"",
            "\"0 Mpc\"",
            "\"17.1\"",
            "\"17.1 Mpcs\"",
            "\"17.1 km/s\"",
            "\"1e-30 Msun\"",
            "\"1e300 Msun\"",
            "\"10 deg\"",
            "\"400 deg\"",
            "\"-1e9 deg\"",
            "\"1e9 km/s\"",
            "\"-3e5 km/s\"",
            "\"1e6 arcsec\"",
            "\"1e-9 arcsec\"",
            "[]",
            "{}",
            "[1,2,3]",
            "[[1]]",
            "[\"1 km/s\",\"2 km/s\"]",
            "[1, \"a\"]",
            "{a=1}",
            "1979-05-27T07:32:00Z",
            "0x1F",
            "'literal'",
            "\"\"\"multi\nline\"\"\"",
            "\"\\u0000\"",
            "\"日本 km/s\"",
            "\"١٢ km/s\"",
            "\"free\"",
            "\"none\"",
            "\"from-cube\"",
            "\"auto\"",
            "\"adaptive\"",
            "\"gaussian\"",
            "\"ring\"",
            "\"rings\"",
            "\"map\"",
            "\"alpha\"",
            "\"kappa\"",
            "\"varying\"",
            "\"correlated\"",
            "\"/dev/zero\"",
            "\"/\"",
            "\"mge.ecsv\"",
            "\"cube.fits\"",
            "\"a\\u0000b\"",
            "\"log\"",
            "\"x + 1\"",
            "\"mbh\"",
            "\"2 * mbh\"",
            "1e-300",
            "2",
            "100",
            "1000000",
            "-0.0",
            "[19, 1]",
            "[0, 5]",
            "[1, 99999]");

    private static final List<String> CELLS = List.of(
            "0", "-1", "nan", "inf", "-inf", "1e308", "1e-308", "", "abc", "\"", "1,2", "1e400", "0x10", "1_0", "１",
            "1e5", "-0.0", "1e-12", "null", "--");

    private static final List<String> JSON = List.of(
            "0",
            "-1",
            "1e308",
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "\"NaN\"",
            "NaN",
            "1e400",
            "-1e30",
            "99999999999999999999",
            "\"../../x\"",
            "\"converged\"",
            "1e-300");

    private static final Pattern JSON_VALUE = Pattern.compile(":\\s*(\"[^\"]*\"|-?[0-9][-+0-9.eE]*|true|false|null)");
    private static final Pattern INNER = Pattern.compile("\\w+\\s*=\\s*(\"[^\"]*\"|[^,}\\s]+)");

    private final Random random;

    private TextMutation(Random random) {
        this.random = random;
    }

    static String ofToml(String good, Random random) {
        TextMutation mutation = new TextMutation(random);
        List<String> lines = new ArrayList<>(good.lines().toList());
        for (int round = random.nextInt(3); round >= 0 && !lines.isEmpty(); round--) {
            mutation.spoilToml(lines);
        }
        return String.join("\n", lines) + "\n";
    }

    static String ofTable(String good, Random random) {
        TextMutation mutation = new TextMutation(random);
        List<String> lines = new ArrayList<>(good.lines().toList());
        for (int round = random.nextInt(3); round >= 0 && !lines.isEmpty(); round--) {
            mutation.spoilTable(lines);
        }
        return String.join("\n", lines) + "\n";
    }

    static String ofJson(String good, Random random) {
        TextMutation mutation = new TextMutation(random);
        String json = good;
        for (int round = random.nextInt(3); round >= 0; round--) {
            json = mutation.replaced(json, JSON_VALUE, JSON);
        }
        return json;
    }

    /** Replaces the first group of one of the matches. */
    private String replaced(String text, Pattern pattern, List<String> values) {
        List<int[]> spans = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            spans.add(new int[] {matcher.start(1), matcher.end(1)});
        }
        if (spans.isEmpty()) {
            return text;
        }
        int[] span = pick(spans);
        return text.substring(0, span[0]) + pick(values) + text.substring(span[1]);
    }

    private void spoilToml(List<String> lines) {
        int at = random.nextInt(lines.size());
        for (int tries = 0; tries < 10 && !lines.get(at).contains("="); tries++) {
            at = random.nextInt(lines.size());
        }
        String line = lines.get(at);
        int equals = line.indexOf('=');
        if (equals < 1 || random.nextInt(3) == 0) {
            spoilLines(lines, at, 0x3000);
            return;
        }
        String key = line.substring(0, equals);
        switch (random.nextInt(6)) {
            case 0 ->
                lines.set(
                        at,
                        key + "= \"" + pick(List.of("x", "é", "../", "%s%n")).repeat(20_000) + "\"");
            case 1 -> lines.set(at, key + "= " + "[".repeat(2000) + "]".repeat(2000));
            case 2 -> lines.set(at, key.strip() + random.nextInt(9) + " " + line.substring(equals));
            default ->
                lines.set(
                        at,
                        line.contains("{") && random.nextInt(5) > 0
                                ? key + replaced(line.substring(equals), INNER, VALUES)
                                : key + "= " + pick(VALUES));
        }
    }

    private void spoilTable(List<String> lines) {
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                String[] cells = lines.get(at).split(" ");
                if (cells.length > 0) {
                    cells[random.nextInt(cells.length)] = pick(CELLS);
                }
                lines.set(at, String.join(" ", cells));
            }
            case 2 -> lines.addAll(at, Collections.nCopies(pick(List.of(10, 20_000)), lines.get(at)));
            case 3 ->
                lines.set(
                        at,
                        lines.get(at)
                                .replace("arcsec", pick(List.of("deg", "pc", "", "furlong")))
                                .replace("float64", pick(List.of("string", "int8", "bool", ""))));
            default -> spoilLines(lines, at, 0x3000);
        }
    }

    private void spoilLines(List<String> lines, int at, int letters) {
        String line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.add(at, line);
            case 1 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 2 -> lines.remove(at);
            case 3 -> lines.subList(at, lines.size()).clear();
            case 4 ->
                lines.set(at, line + pick(List.of(" 1 2 3", ",", "\t", " \"unclosed", "\u0000", "x".repeat(50_000))));
            default -> {
                StringBuilder text = new StringBuilder(line + " ");
                text.setCharAt(
                        random.nextInt(text.length()), (char) random.nextInt(random.nextInt(3) > 0 ? 128 : letters));
                lines.set(at, text.toString());
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
