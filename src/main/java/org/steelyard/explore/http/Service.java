// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

/** What answers the requests to one address. Several threads may call it at once. */
@FunctionalInterface
public interface Service {

    /**
     * @param body of the request. Lent
     * @return the answer
     * @throws org.steelyard.units.InputException if the request holds values that cannot be used
     */
    Reply answer(byte[] body);
}
