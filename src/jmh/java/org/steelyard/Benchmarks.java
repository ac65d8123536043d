package org.steelyard;

/** What {@code mvn -Pbench test -Dbench.run=...} runs. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        org.openjdk.jmh.Main.main(new String[] {"EvaluationBench.chiSquared", "-f", "1", "-wi", "3", "-w", "1", "-i", "3", "-r", "1", "-prof", "gc"});
    }
}
