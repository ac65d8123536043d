// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.steelyard.units.InputException;

/**
 * An HTTP server on the loopback address, which no other computer reaches. GET serves the files of a page to everyone on this
 * computer; POST to {@code /api/NAME} asks a service and needs the key of the {@link Gate}.
 */
public final class LoopbackServer implements AutoCloseable {

    /** [byte] Largest body of a request: a state of the page has some kilobytes. */
    public static final int LARGEST = 256 * 1024;

    /** Requests that are answered at the same time, more than a browser sends. */
    private static final int THREADS = 12;

    /** Requests that may wait; a further one is cut off. */
    private static final int WAITING = 64;

    private static final int HIGHEST_PORT = 65535;

    private static final String SERVICES = "/api/";

    /** Only the page's own files, no script in a text, no other site that frames it. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Gate gate;
    private final Assets pages;
    private final Map<String, Service> services;
    private final Consumer<Throwable> defects;

    private LoopbackServer(
            HttpServer server, Assets pages, Map<String, Service> services, Consumer<Throwable> defects) {
        this.server = server;
        this.pages = pages;
        this.services = Map.copyOf(services);
        this.defects = defects;
        this.gate = new Gate(port());
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "steelyard-http");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Starts a server.
     *
     * @param port to listen on; 0 for any that is free
     * @param pages that GET serves
     * @param services by name, the last part of their address
     * @param defects receives what is a defect of the program
     * @return the server, which runs until it is closed
     * @throws InputException if the port is no port or busy
     */
    public static LoopbackServer start(
            int port, Assets pages, Map<String, Service> services, Consumer<Throwable> defects) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new InputException("port " + port + " must be from 1 to " + HIGHEST_PORT + ", or 0 for any");
        }
        prepare();
        try {
            LoopbackServer started = new LoopbackServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0),
                    pages,
                    services,
                    defects);
            started.server.setExecutor(started.threads);
            started.server.createContext("/", started::handle);
            started.server.start();
            return started;
        } catch (BindException e) {
            throw new InputException(
                    "port " + port + " is busy or not allowed (" + e.getMessage() + "); choose another port", e);
        } catch (IOException e) {
            throw new InputException("port " + port + ": no server can be started (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The JDK's server reads these properties once. Without the first, an answer waits 40 ms for the network's
     * acknowledgement of its header; the second ends a request that does not send what it announces.
     */
    private static void prepare() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", "20");
        }
    }

    /** @return the port it listens on */
    public int port() {
        return server.getAddress().getPort();
    }

    /** @return a new address with a token, good for one browser */
    public URI link() {
        return URI.create("http://127.0.0.1:" + port() + "/?token=" + gate.token());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        Reply refusal = gate.stranger(exchange);
        if (refusal != null) {
            return refusal;
        }
        String address = exchange.getRequestURI().getPath();
        boolean service = address != null && address.startsWith(SERVICES);
        if (!exchange.getRequestMethod().equals(service ? "POST" : "GET")) {
            return Reply.fault(Reply.WRONG_METHOD, "use " + (service ? "POST" : "GET") + " here");
        }
        return service ? service(exchange, address.substring(SERVICES.length())) : pages.at(String.valueOf(address));
    }

    private Reply service(HttpExchange exchange, String name) throws IOException {
        boolean entering = name.equals("enter");
        if (!entering && !gate.knows(exchange)) {
            return Reply.fault(
                    Reply.REFUSED, "the key is missing or not of this server; open the link that it printed");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return Reply.fault(Reply.TOO_LARGE, "the request has more than " + LARGEST + " bytes");
        }
        if (entering) {
            String key = gate.enter(new String(body, StandardCharsets.UTF_8));
            return key == null
                    ? Reply.fault(
                            Reply.REFUSED, "the link was used before, or is not of this server; ask for a new one")
                    : new Reply(Reply.DONE, "text/plain", key.getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals("link")) {
            return new Reply(Reply.DONE, "text/plain", link().toString().getBytes(StandardCharsets.UTF_8));
        }
        Service asked = services.get(name);
        if (asked == null) {
            return Reply.fault(Reply.MISSING, "there is no such service");
        }
        return ask(asked, body);
    }

    private Reply ask(Service asked, byte[] body) {
        try {
            return asked.answer(body);
        } catch (InputException e) {
            return Reply.fault(Reply.INVALID, String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            defects.accept(e);
            return Reply.fault(Reply.DEFECT, "this is a bug in the program: " + e);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.type());
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", CONTENT_POLICY);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        int length = reply.body().length;
        if (reply.status() == Reply.TOO_LARGE) {
            headers.set("Connection", "close");
        }
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        if (length > 0) {
            // Java 25 sends what is buffered only after it has read the rest of the request.
            exchange.getResponseBody().write(reply.body());
            exchange.getResponseBody().flush();
        }
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "http://127.0.0.1:%d/", port());
    }
}
