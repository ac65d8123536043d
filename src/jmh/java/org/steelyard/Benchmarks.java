// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import java.util.List;
import org.steelyard.fit.Accuracy;
import org.steelyard.fit.Memory;
import org.steelyard.fit.Scaling;
import org.steelyard.fit.Shapes;
import org.steelyard.kernel.Roofline;

/** What {@code mvn -q -Pbench test -Dbench.run=NAME} runs; several names may be given, separated by blanks. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        for (String name : args) {
            switch (name) {
                case "quick" -> Speed.run(new Speed.Effort(name, List.of("3", "1e-1", "1e-5"), 1, 5, 500, false));
                case "speed" ->
                    Speed.run(new Speed.Effort(name, List.of("3", "5e-1", "1e-1", "1e-2", "1e-5"), 5, 5, 1000, true));
                case "smoke" -> Speed.run(new Speed.Effort(name, List.of("3"), 1, 1, 100, true));
                case "accuracy" -> Accuracy.run(2);
                case "scaling" -> Scaling.run(3);
                case "shapes" -> Shapes.run(List.of("1e-5", "1e-1"), 5, 3);
                case "roofline" -> Roofline.run(3);
                case "memory" -> Memory.run();
                case "page" -> Page.publish();
                case "jmh" ->
                    org.openjdk.jmh.Main.main(System.getProperty("jmh", "-l").split(" "));
                default ->
                    throw new IllegalArgumentException(
                            name
                                    + " is none of quick, speed, smoke, accuracy, scaling, shapes, roofline, memory, page, jmh");
            }
        }
    }
}
