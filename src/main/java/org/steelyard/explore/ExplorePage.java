// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.steelyard.explore.http.Assets;
import org.steelyard.explore.http.LoopbackServer;
import org.steelyard.explore.http.Reply;
import org.steelyard.explore.http.Service;

/** The page in the browser: its files, and the server that brings them together with an {@link Exploration}. */
public final class ExplorePage {

    /** Folder of uPlot in its WebJar, whose version the build chooses. */
    private static final String CURVES = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final String[] FILES = {
        "app.js",
        "axes.js",
        "channels.js",
        "chi2.js",
        "choices.js",
        "compare.js",
        "contours.js",
        "curves.js",
        "draws.js",
        "fitting.js",
        "image.js",
        "maps.js",
        "pvd.js",
        "server.js",
        "sliders.js",
        "state.js",
        "style.css",
        "texts.js",
        "icon.svg"
    };

    private ExplorePage() {}

    /**
     * Serves a page.
     *
     * @param exploration what it shows
     * @param port to listen on; 0 for any that is free
     * @param defects receives what is a defect of the program
     * @return the server, which runs until it is closed
     * @throws org.steelyard.units.InputException if the port is no port or busy
     */
    public static LoopbackServer serve(Exploration exploration, int port, Consumer<Throwable> defects) {
        Assets assets = new Assets()
                .with("/", ExplorePage.class, "/org/steelyard/explore/index.html")
                .with("/uPlot.js", ExplorePage.class, CURVES + "uPlot.esm.js")
                .with("/uPlot.css", ExplorePage.class, CURVES + "uPlot.min.css");
        for (String file : FILES) {
            assets.with("/" + file, ExplorePage.class, "/org/steelyard/explore/" + file);
        }
        Map<String, Service> services = new HashMap<>(exploration.services());
        services.put("colours", body -> Reply.json(Colours.json()));
        return LoopbackServer.start(port, assets, services, defects);
    }
}
