// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are answered. The browser of the user trades the token of a link, which is good for one use, for a
 * key, and sends the key with every request to a service. Pages of other sites know neither, and cannot send the
 * key: the host (against DNS rebinding) and the origin must be this server's own.
 */
final class Gate {

    /** [byte] Length of tokens and keys, which nobody guesses. */
    private static final int SECRET = 32;

    /** Links that were asked for and not used; the oldest expire. */
    private static final int MOST_TOKENS = 16;

    private final SecureRandom random = new SecureRandom();
    private final String key = secret();
    private final Set<String> tokens = new LinkedHashSet<>();
    private final Set<String> hosts;

    Gate(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /** A new token, good for one use. */
    synchronized String token() {
        if (tokens.size() == MOST_TOKENS) {
            tokens.remove(tokens.iterator().next());
        }
        String token = secret();
        tokens.add(token);
        return token;
    }

    /** The key for a token, which is then used up; null for a wrong token. */
    synchronized @Nullable String enter(String token) {
        for (String good : tokens) {
            if (same(good, token)) {
                tokens.remove(good);
                return key;
            }
        }
        return null;
    }

    /** The refusal of a request that another site may have caused; null for any other. */
    @Nullable
    Reply stranger(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return Reply.fault(Reply.REFUSED, "the host of this request is not this server");
        }
        String origin = headers.getFirst("Origin");
        boolean post = exchange.getRequestMethod().equals("POST");
        if (origin == null ? post : !origin.equals("http://" + host.get(0))) {
            return Reply.fault(Reply.REFUSED, "the request does not come from a page of this server");
        }
        return null;
    }

    /** Whether a request has the key. */
    boolean knows(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && same("Bearer " + key, given);
    }

    /** Compares in a time that does not tell how much is right. */
    private static boolean same(String good, String given) {
        return MessageDigest.isEqual(good.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
