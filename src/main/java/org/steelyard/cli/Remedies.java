// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adds to the library's messages the options of the command line that follow their advice. */
final class Remedies {

    private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put("resume it", "--resume");
        OPTIONS.put("use the local engine", "--engine local");
        OPTIONS.put("choose another folder", "-o DIR");
        OPTIONS.put("choose a beam", "--beam \"0.1 arcsec\"");
        OPTIONS.put("choose a smaller beam", "--beam");
        OPTIONS.put("give the noise of a channel", "--rms \"0.3 mJy/beam\"");
        OPTIONS.put("or the noise of a channel", "--rms \"0.3 mJy/beam\"");
        OPTIONS.put("time on source", "--time \"2 h\"");
        OPTIONS.put("give the system temperature", "--tsys 150");
        OPTIONS.put("choose another port", "--port N, or none for any that is free");
        OPTIONS.put("give Java a larger heap", "JAVA_OPTS=-Xmx8g");
        OPTIONS.put("name another folder to Java", "JAVA_OPTS=-Djava.io.tmpdir=DIR");
        OPTIONS.put("fit the image first", "steelyard mge IMAGE");
        OPTIONS.put("measure one from the cube", "steelyard init CUBE -o FILE");
    }

    private Remedies() {}

    /** The message with an option after each piece of advice. */
    static String add(String message) {
        String text = message;
        for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
            text = text.replace(option.getKey(), option.getKey() + " (" + option.getValue() + ")");
        }
        return text;
    }
}
