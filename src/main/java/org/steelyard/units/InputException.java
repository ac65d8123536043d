package org.steelyard.units;

/**
 * The user's input is at fault. The message is one line that names the file or key, the value, the limit with its unit, and
 * what to do; the command line prints it as it is and exits with 2.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line for the user: file or key, value, limit, remedy
     */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message one line for the user: file or key, value, limit, remedy
     * @param cause what was caught
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
