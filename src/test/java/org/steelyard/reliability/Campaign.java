// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Many cases, each from its own seed, and the kinds of faults among them. The size of all campaigns follows {@code
 * -Dsteelyard.reliability.share}, 1 by default; {@code -Dsteelyard.reliability.seed} chooses other cases.
 */
final class Campaign {

    /** A case: spoils something, calls the program, and returns what is wrong; empty if nothing is. */
    interface Case {
        String run(Random random) throws IOException;
    }

    private static final double SHARE = Double.parseDouble(System.getProperty("steelyard.reliability.share", "1"));
    private static final long SEED = Long.getLong("steelyard.reliability.seed", 1);

    private Campaign() {}

    static int scaled(int cases) {
        return Math.max(1, (int) Math.round(SHARE * cases));
    }

    /**
     * Runs all cases and fails if one has a fault.
     *
     * @param name of the campaign
     * @param cases number at full size
     * @param input that a case leaves; that of the first fault of a kind is kept in target/reliability
     * @param each the case
     */
    static void run(String name, int cases, Path input, Case each) throws IOException {
        int count = scaled(cases);
        Path kept = Files.createDirectories(Path.of("target", "reliability"));
        Map<String, Integer> faults = new LinkedHashMap<>();
        long begin = System.nanoTime();
        for (int k = 0; k < count; k++) {
            long seed = SEED * 1_000_003 + k;
            String fault = each.run(new Random(seed));
            if (fault.isEmpty()) {
                continue;
            }
            if (!faults.containsKey(fault)) {
                System.out.println(name + ", seed " + seed + ": " + fault);
                if (Files.isRegularFile(input)) {
                    Files.write(kept.resolve(name + "-" + seed + "-" + input.getFileName()), Files.readAllBytes(input));
                }
            }
            faults.merge(fault, 1, Integer::sum);
        }
        int failed = faults.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%s: %d of %d cases survived, seeds %d to %d, %.0f s%n",
                name,
                count - failed,
                count,
                SEED * 1_000_003,
                SEED * 1_000_003 + count - 1,
                1e-9 * (System.nanoTime() - begin));
        assertEquals(
                "",
                faults.entrySet().stream()
                        .map(fault -> fault.getValue() + " x " + fault.getKey())
                        .collect(Collectors.joining("\n")));
    }
}
