// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a campaign: the SHA-256 checksum of everything on which its results depend.
 *
 * @param hex 64 hexadecimal digits
 */
public record Fingerprint(String hex) {

    /** Number of bytes. */
    static final int LENGTH = 32;

    /**
     * Computes the fingerprint of some parts. Their order and the boundaries between them matter.
     *
     * @param parts program version, configuration, checksums of the inputs, seed, options of the campaign
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
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
