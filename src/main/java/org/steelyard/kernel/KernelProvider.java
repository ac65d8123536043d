package org.steelyard.kernel;

import java.util.Optional;

/** Chooses the inner loops once, when the program starts: vectors where the module {@code jdk.incubator.vector} is present, else plain Java. */
public final class KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";

    /** System property that forces a form: {@code scalar} or {@code vector}. */
    private static final String PROPERTY = "steelyard.kernels";

    private static final Kernels KERNELS = choose(System.getProperty(PROPERTY, ""));

    private KernelProvider() {}

    static Kernels kernels() {
        return KERNELS;
    }

    /** @return which inner loops run: {@code vector} or {@code scalar}. Their last bits differ, so results name them */
    public static String name() {
        return KERNELS instanceof ScalarKernels ? "scalar" : "vector";
    }

    /** @return one line for the user where the program runs slower than it could; empty where it does not */
    public static Optional<String> warning() {
        return KERNELS instanceof ScalarKernels
                ? Optional.of(
                        "models are computed without vector instructions, about half as fast: run Java with --add-modules "
                                + MODULE)
                : Optional.empty();
    }

    /**
     * @param wanted {@code scalar}, {@code vector}, or empty for the faster one that this Java has
     * @return the inner loops
     * @throws IllegalArgumentException if the word is another, or vectors are wanted and this Java has none
     */
    static Kernels choose(String wanted) {
        Kernels found = wanted.equals("scalar") ? new ScalarKernels() : find();
        boolean missing = wanted.equals("vector") && found instanceof ScalarKernels;
        if (missing || !wanted.matches("|scalar|vector")) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + wanted
                    + (missing
                            ? ": the module " + MODULE + " is missing; run Java with --add-modules " + MODULE
                            : ": must be scalar or vector"));
        }
        return found;
    }

    private static Kernels find() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new ScalarKernels();
        }
        try {
            return Class.forName(KernelProvider.class.getPackageName() + ".VectorKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            // A later Java may have changed the module.
            return new ScalarKernels();
        }
    }
}
