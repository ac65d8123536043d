package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The form of the inner loops can be forced, and results name it. */
class KernelProviderTest {

    @Test
    void aFormCanBeForced() {
        assertInstanceOf(ScalarKernels.class, KernelProvider.choose("scalar"));
        assertEquals(
                KernelProvider.kernels().getClass(), KernelProvider.choose("").getClass());
    }

    @Test
    void anotherWordIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> KernelProvider.choose("gpu"))
                .getMessage();
        assertTrue(message.contains("must be scalar or vector"), message);
    }

    @Test
    void theNameIsThatOfTheLoopsThatRun() {
        boolean scalar = KernelProvider.kernels() instanceof ScalarKernels;
        assertEquals(scalar ? "scalar" : "vector", KernelProvider.name());
        assertEquals(scalar, KernelProvider.warning().isPresent());
    }
}
