// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The identity of a campaign: the SHA-256 of everything on which its results depend.
 *
 * @param hex 64 hexadecimal digits
 */
public record Fingerprint(String hex) {

    /** Number of bytes. */
    static final int LENGTH = 32;

    /**
     * @param parts the program's version, the configuration, the inputs' checksums, the seed, the campaign's options:
     *     in an order that does not change; where one part ends and the next begins counts
     * @return their fingerprint
     */
    public static Fingerprint of(Object... parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Object part : parts) {
            byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new Fingerprint(java.util.HexFormat.of().formatHex(digest.digest()));
    }

    byte[] bytes() {
        return java.util.HexFormat.of().parseHex(hex);
    }
}
