// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a page, read once from the program's own resources. No other file can be reached. */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "ttf", "font/ttf");

    private final Map<String, Reply> files = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @param address path of the request, like {@code /app.js}
     * @param owner class whose loader finds the resource
     * @param resource name of the resource, absolute
     * @return these files
     */
    public Assets with(String address, Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + resource);
            }
            String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
            files.put(address, new Reply(Reply.DONE, type, in.readAllBytes()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file at an address; a refusal where there is none. */
    Reply at(String address) {
        return files.getOrDefault(address, Reply.fault(Reply.MISSING, "there is no such page"));
    }
}
