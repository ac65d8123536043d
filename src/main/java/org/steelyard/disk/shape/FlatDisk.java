// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

/** One inclination and one position angle for the whole disk. */
public record FlatDisk() implements DiskWarp {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "one inclination and one position angle";
    }

    @Override
    public double centralWeight(double r) {
        return 1;
    }

    @Override
    public double weight(int k, double r) {
        return 0;
    }

    @Override
    public boolean flat(double[] parameters, double inclination, double positionAngle) {
        return true;
    }
}
