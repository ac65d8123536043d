// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

import java.nio.charset.StandardCharsets;

/**
 * The answer to a request.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body of the answer. Lent
 */
public record Reply(int status, String type, byte[] body) {

    /** Status of a request that is done. */
    public static final int DONE = 200;

    /** Status of a request that a newer one has overtaken: there is nothing to show. */
    public static final int OVERTAKEN = 204;

    /** Status of a request that is no sensible one. */
    public static final int WRONG = 400;

    /** Status of a request without a right to an answer. */
    public static final int REFUSED = 403;

    /** Status of a request for a page or service that does not exist. */
    public static final int MISSING = 404;

    /** Status of a request by a method that the page or service does not have. */
    public static final int WRONG_METHOD = 405;

    /** Status of a request that must wait until other work is done. */
    public static final int BUSY = 409;

    /** Status of a request whose body is larger than {@link LoopbackServer#LARGEST}. */
    public static final int TOO_LARGE = 413;

    /** Status of a request whose values cannot be used. */
    public static final int INVALID = 422;

    /** Status of a defect of the program. */
    public static final int DEFECT = 500;

    /**
     * @param json text of a value
     * @return the value
     */
    public static Reply json(String json) {
        return new Reply(DONE, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param bytes of numbers. Lent
     * @return the numbers
     */
    public static Reply binary(byte[] bytes) {
        return new Reply(DONE, "application/octet-stream", bytes);
    }

    /** @return the answer to a request that a newer one has overtaken */
    public static Reply overtaken() {
        return new Reply(OVERTAKEN, "text/plain", new byte[0]);
    }

    /**
     * @param status of the fault
     * @param message one line for the user
     * @return the message as plain text
     */
    public static Reply fault(int status, String message) {
        return new Reply(status, "text/plain; charset=utf-8", message.getBytes(StandardCharsets.UTF_8));
    }
}
