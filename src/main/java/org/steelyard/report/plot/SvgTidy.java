// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Cleans the SVG of VectorGraphics2D. It sets the size in millimetres, keeps pixel edges sharp, joins the segments of
 * curves into paths, removes invisible elements, and makes the names of clip paths reproducible.
 */
final class SvgTidy {

    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    private SvgTidy() {}

    /**
     * @param svg output of VectorGraphics2D
     * @param figure that was drawn
     * @return the cleaned SVG
     */
    static byte[] tidy(byte[] svg, Figure figure) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
            Element root = document.getDocumentElement();
            root.setAttribute("width", millimetres(figure.width()));
            root.setAttribute("height", millimetres(figure.height()));
            root.removeAttribute("x");
            root.removeAttribute("y");
            Element title = document.createElementNS("http://www.w3.org/2000/svg", "title");
            title.setTextContent(figure.caption());
            root.insertBefore(title, root.getFirstChild());
            tidy(root, new TreeMap<>());
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            transformer.transform(new DOMSource(root), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException("the SVG of figure " + figure.name() + " cannot be parsed", e);
        }
    }

    private static String millimetres(double length) {
        return String.format(Locale.ROOT, "%.2fmm", length);
    }

    private static void tidy(Element element, Map<String, String> clips) {
        renameClip(element, clips);
        switch (element.getTagName()) {
            case "image" -> element.setAttribute("style", "image-rendering:pixelated");
            case "path" ->
                element.setAttribute(
                        "d", LONG_NUMBER.matcher(element.getAttribute("d")).replaceAll(SvgTidy::shortest));
            default -> {}
        }
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        Element path = null;
        StringBuilder segments = new StringBuilder();
        double[] end = new double[2];
        for (Element child : children) {
            if (invisible(child)) {
                element.removeChild(child);
            } else if (child.getTagName().equals("line")) {
                double[] ends = ends(child);
                if (path == null || !path.getAttribute("style").equals(child.getAttribute("style"))) {
                    finish(path, segments);
                    path = child.getOwnerDocument().createElementNS(child.getNamespaceURI(), "path");
                    path.setAttribute("style", child.getAttribute("style"));
                    element.replaceChild(path, child);
                    segments.append(move("M", ends[0], ends[1]));
                } else {
                    element.removeChild(child);
                    if (ends[0] != end[0] || ends[1] != end[1]) {
                        segments.append(move("M", ends[0], ends[1]));
                    }
                }
                segments.append(move("L", ends[2], ends[3]));
                end = new double[] {ends[2], ends[3]};
            } else {
                finish(path, segments);
                path = null;
                tidy(child, clips);
            }
        }
        finish(path, segments);
    }

    /** Gives a path the segments that were collected, which are then none. */
    private static void finish(@Nullable Element path, StringBuilder segments) {
        if (path != null) {
            path.setAttribute("d", segments.toString());
            segments.setLength(0);
        }
    }

    private static void renameClip(Element element, Map<String, String> clips) {
        String id = element.getAttribute("id");
        if (!id.isEmpty()) {
            clips.put(id, "clip" + clips.size());
            element.setAttribute("id", clips.get(id));
        }
        String used = element.getAttribute("clip-path");
        if (!used.isEmpty()) {
            String name = used.substring("url(#".length(), used.length() - 1);
            element.setAttribute("clip-path", "url(#" + clips.getOrDefault(name, name) + ")");
        }
    }

    private static boolean invisible(Element element) {
        String style = element.getAttribute("style");
        return style.contains("fill-opacity:0;") && style.contains("stroke:none");
    }

    private static double[] ends(Element line) {
        String[] names = {"x1", "y1", "x2", "y2"};
        double[] ends = new double[names.length];
        for (int k = 0; k < names.length; k++) {
            ends[k] = Double.parseDouble(line.getAttribute(names[k]));
        }
        return ends;
    }

    private static String move(String command, double x, double y) {
        return command + shortest(x) + " " + shortest(y);
    }

    private static String shortest(MatchResult number) {
        return shortest(Double.parseDouble(number.group()));
    }

    private static String shortest(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
