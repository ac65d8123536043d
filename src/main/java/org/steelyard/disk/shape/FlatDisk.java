// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

/** One inclination and one position angle for the whole disk. */
public record FlatDisk() implements OnePlane {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "one inclination and one position angle";
    }
}
