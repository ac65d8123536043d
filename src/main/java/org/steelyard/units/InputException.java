// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

/**
 * Thrown when the user's input is invalid. The message is one line that names the file or key, the value, the limit
 * with its unit, and the remedy. Programs show it to the user without a stack trace.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line for the user: file or key, value, limit, remedy */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message one line for the user: file or key, value, limit, remedy
     * @param cause the original exception
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
