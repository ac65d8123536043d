package org.steelyard.kernel;

import java.util.Optional;

/** Chooses the inner loops once, when the program starts: vectors where the module {@code jdk.incubator.vector} is present, else plain Java. */
public final class KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";
    private static final Kernels KERNELS = find();

    private KernelProvider() {}

    static Kernels kernels() {
        return KERNELS;
    }

    /** @return one line for the user where the program runs slower than it could; empty where it does not */
    public static Optional<String> warning() {
        return KERNELS instanceof ScalarKernels
                ? Optional.of(
                        "models are computed without vector instructions, about half as fast: run Java with --add-modules "
                                + MODULE)
                : Optional.empty();
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
