// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.units.InputException;

/** What the server answers, and to whom. */
class LoopbackServerTest {

    private final List<Throwable> defects = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private LoopbackServer server;

    @BeforeEach
    void start() {
        Map<String, Service> services = Map.of(
                "echo",
                body -> Reply.binary(body),
                "input",
                body -> {
                    throw new InputException("mbh = -1 Msun must be positive");
                },
                "bug",
                body -> {
                    throw new IllegalStateException("a bug");
                });
        server = LoopbackServer.start(
                0,
                new Assets().with("/", LoopbackServerTest.class, "/org/steelyard/explore/index.html"),
                services,
                defects::add);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpResponse<String> post(String name, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + "/api/" + name))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(origin() + address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token() {
        return server.link().getQuery().replace("token=", "");
    }

    private String key() throws Exception {
        return post("enter", token(), "Origin", origin()).body();
    }

    private HttpResponse<String> ask(String name, String body) throws Exception {
        return post(name, body, "Origin", origin(), "Authorization", "Bearer " + key());
    }

    @Test
    void answersAPageOfItsOwn() throws Exception {
        HttpResponse<String> answer = ask("echo", "hello");
        assertEquals(Reply.DONE, answer.statusCode());
        assertEquals("hello", answer.body());
        assertTrue(get("/").body().startsWith("<!DOCTYPE html>"));
    }

    @Test
    void aTokenIsGoodOnce() throws Exception {
        String token = token();
        assertEquals(Reply.DONE, post("enter", token, "Origin", origin()).statusCode());
        assertEquals(Reply.REFUSED, post("enter", token, "Origin", origin()).statusCode());
        assertNotEquals(token(), token());
    }

    @Test
    void aWrongTokenAndAWrongKeyAreRefused() throws Exception {
        assertEquals(
                Reply.REFUSED, post("enter", "0".repeat(64), "Origin", origin()).statusCode());
        assertEquals(Reply.REFUSED, post("enter", "", "Origin", origin()).statusCode());
        for (String header : List.of("Bearer ", "Bearer " + "0".repeat(64), "Basic x")) {
            assertEquals(
                    Reply.REFUSED,
                    post("echo", "", "Origin", origin(), "Authorization", header)
                            .statusCode());
        }
        assertEquals(Reply.REFUSED, post("echo", "", "Origin", origin()).statusCode());
        assertEquals(Reply.REFUSED, post("link", "", "Origin", origin()).statusCode());
    }

    @Test
    void anotherOriginIsRefused() throws Exception {
        String key = key();
        for (String origin : List.of(
                "http://evil.example",
                "null",
                "http://127.0.0.1:" + (server.port() == 1 ? 2 : 1),
                "https://127.0.0.1:" + server.port())) {
            assertEquals(
                    Reply.REFUSED,
                    post("echo", "", "Origin", origin, "Authorization", "Bearer " + key)
                            .statusCode(),
                    origin);
        }
        assertEquals(
                Reply.REFUSED,
                post("echo", "", "Authorization", "Bearer " + key).statusCode(),
                "no origin");
    }

    /** A name of an attacker that resolves to 127.0.0.1 brings its own host. */
    @Test
    void anotherHostIsRefused() throws Exception {
        for (String host : List.of("evil.example", "evil.example:" + server.port(), "127.0.0.1", "127.0.0.1:1")) {
            assertTrue(
                    raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .startsWith("HTTP/1.1 403"),
                    host);
        }
        String own = "127.0.0.1:" + server.port();
        assertTrue(raw("GET / HTTP/1.1\r\nHost: " + own + "\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
        assertTrue(raw("GET / HTTP/1.1\r\nHost: " + own + "\r\nHost: evil\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 403"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "//etc/passwd",
                "/index.html/../../x",
                "/org/steelyard/explore/index.html",
                "/%00"
            })
    void noFileIsReached(String address) throws Exception {
        String own = "127.0.0.1:" + server.port();
        String answer = raw("GET " + address + " HTTP/1.1\r\nHost: " + own + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), answer);
        assertFalse(answer.contains("root:"), answer);
    }

    @Test
    void aLargeRequestIsRefusedBeforeItIsRead() throws Exception {
        assertEquals(
                Reply.TOO_LARGE,
                ask("echo", "x".repeat(LoopbackServer.LARGEST + 1)).statusCode());
        assertEquals(Reply.DONE, ask("echo", "x".repeat(LoopbackServer.LARGEST)).statusCode());
        String own = "127.0.0.1:" + server.port();
        String head = "POST /api/echo HTTP/1.1\r\nHost: " + own + "\r\nOrigin: http://" + own
                + "\r\nAuthorization: Bearer " + key() + "\r\nContent-Length: 1000000000\r\n\r\n";
        String answer = raw(head + "x".repeat(LoopbackServer.LARGEST + 1));
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    }

    @Test
    void methodsAndNamesThatDoNotExistAreRefused() throws Exception {
        assertEquals(Reply.WRONG_METHOD, get("/api/echo").statusCode());
        assertEquals(Reply.MISSING, ask("nothing", "").statusCode());
        assertEquals(Reply.MISSING, get("/nothing.js").statusCode());
    }

    @Test
    void aWrongValueIsToldInOneLineAndABugIsReported() throws Exception {
        HttpResponse<String> wrong = ask("input", "");
        assertEquals(Reply.INVALID, wrong.statusCode());
        assertEquals("mbh = -1 Msun must be positive", wrong.body());
        assertTrue(defects.isEmpty());
        HttpResponse<String> bug = ask("bug", "");
        assertEquals(Reply.DEFECT, bug.statusCode());
        assertEquals(1, bug.body().lines().count());
        assertEquals(1, defects.size());
    }

    @Test
    void noPageOfAnotherSiteCanFrameOrReadIt() throws Exception {
        HttpResponse<String> page = get("/");
        assertTrue(
                page.headers().firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors 'none'"));
        assertTrue(
                page.headers().firstValue("Content-Security-Policy").orElse("").contains("script-src 'self'"));
        assertEquals(
                "same-origin",
                page.headers().firstValue("Cross-Origin-Resource-Policy").orElse(""));
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertTrue(page.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void aBusyPortAndNoPortAreTold() {
        InputException busy = assertThrows(
                InputException.class, () -> LoopbackServer.start(server.port(), new Assets(), Map.of(), defects::add));
        assertTrue(busy.getMessage().startsWith("port " + server.port() + " is busy"), busy.getMessage());
        for (int port : new int[] {-1, 65536}) {
            assertThrows(InputException.class, () -> LoopbackServer.start(port, new Assets(), Map.of(), defects::add));
        }
    }

    /** The first bytes of an answer; a server that waits for the rest of a request does not close the connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(3_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            byte[] part = new byte[400];
            try {
                for (int count = 0; count >= 0 && first.size() < part.length; ) {
                    count = socket.getInputStream().read(part);
                    first.write(part, 0, Math.max(0, count));
                }
            } catch (SocketTimeoutException e) {
                // What has come is the answer.
            }
            return first.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
