// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Optional;
import org.steelyard.units.InputException;

/**
 * Selects the implementation of the inner loops: vectors where Java runs with the module {@code jdk.incubator.vector},
 * otherwise plain Java. The system property {@code steelyard.kernels} forces one of them ({@code vector} or
 * {@code scalar}). The choice is made once, when this class is first used.
 */
public final class KernelProvider {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String PROPERTY = "steelyard.kernels";

    private static final Choice CHOICE = Choice.of(System.getProperty(PROPERTY, ""));

    private KernelProvider() {}

    /**
     * The selected loops. An exception thrown while the class is initialised would reach the user without its message,
     * so an invalid property is reported when the loops are requested.
     *
     * @param kernels the loops; not used where the property is invalid
     * @param fault message for the user, empty where the property is valid
     * @param asked whether the property names the loops
     */
    record Choice(Kernels kernels, String fault, boolean asked) {

        /** Selects the loops for a value of the property; an empty value selects the faster ones that are available. */
        static Choice of(String wanted) {
            if (!wanted.matches("|scalar|vector")) {
                return new Choice(
                        new ScalarKernels(), "-D" + PROPERTY + "=" + wanted + ": must be scalar or vector", true);
            }
            Kernels found = wanted.equals("scalar") ? new ScalarKernels() : find();
            if (wanted.equals("vector") && found instanceof ScalarKernels) {
                return new Choice(
                        found,
                        "-D" + PROPERTY + "=vector: Java has no module " + MODULE + "; run Java with --add-modules "
                                + MODULE + ", or give scalar",
                        true);
            }
            return new Choice(found, "", !wanted.isEmpty());
        }

        Kernels get() {
            if (!fault.isEmpty()) {
                throw new InputException(fault);
            }
            return kernels;
        }
    }

    /**
     * Returns the selected inner loops.
     *
     * @return the loops
     * @throws InputException if the system property is invalid
     */
    static Kernels kernels() {
        return CHOICE.get();
    }

    /**
     * Returns the name of the selected inner loops. The last bits of a model depend on them, so results should report
     * it.
     *
     * @return {@code vector} or {@code scalar}
     * @throws InputException if the system property {@code steelyard.kernels} has another value, or is {@code vector}
     *     while Java runs without the module
     */
    public static String name() {
        return kernels() instanceof ScalarKernels ? "scalar" : "vector";
    }

    /**
     * Returns a warning where models are evaluated without vector instructions, unless the system property asks for it.
     *
     * @return one line for the user; empty where vectors are used
     * @throws InputException as {@link #name()}
     */
    public static Optional<String> warning() {
        return kernels() instanceof ScalarKernels && !CHOICE.asked()
                ? Optional.of("models are computed without vector instructions, about half as fast: run Java with "
                        + "--add-modules " + MODULE)
                : Optional.empty();
    }

    /**
     * Describes the selected inner loops.
     *
     * @return one line for the user
     * @throws InputException as {@link #name()}
     */
    public static String description() {
        if (kernels() instanceof ScalarKernels && CHOICE.asked()) {
            return "scalar, as -D" + PROPERTY + " asks";
        }
        return warning()
                .map(text -> "scalar: " + text)
                .orElseGet(() -> "vector, " + kernels().width() + " numbers at a time");
    }

    private static Kernels find() {
        if (!hasModule()) {
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

    /**
     * Returns whether Java has the module, which is loaded if it is not yet. Java prints a warning where {@code
     * --add-modules} loads it at the start; loading it now prints none. Only a program that gets the package {@code
     * jdk.internal.module} can do so, by {@code --add-exports} or by {@code Add-Exports} in the manifest of its jar.
     */
    private static boolean hasModule() {
        if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, MODULE);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
