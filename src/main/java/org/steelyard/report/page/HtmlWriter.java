// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

/** Collects HTML: elements, notes and tables. Text is escaped; names ending in Html are not. */
final class HtmlWriter {

    private final StringBuilder html = new StringBuilder();

    /** Returns everything that was written. */
    String html() {
        return html.toString();
    }

    /** Appends HTML as it is. */
    void raw(String anyHtml) {
        html.append(anyHtml);
    }

    void element(String tag, String text) {
        html.append('<')
                .append(tag)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(tag)
                .append(">\n");
    }

    void note(String text) {
        html.append("<p class=\"note\">").append(escape(text)).append("</p>\n");
    }

    /** Begins a table, without a head if there are no headings. */
    void openTable(String... headingsHtml) {
        html.append("<table>\n");
        if (headingsHtml.length > 0) {
            html.append("<thead><tr>");
            for (String heading : headingsHtml) {
                html.append("<th>").append(heading).append("</th>");
            }
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
    }

    /** Appends a row of cells made by {@link #cell}, {@link #code} or {@link #number}. */
    void row(String... cellsHtml) {
        html.append("<tr>");
        for (String cell : cellsHtml) {
            html.append(cell);
        }
        html.append("</tr>\n");
    }

    void closeTable() {
        html.append("</tbody>\n</table>\n");
    }

    static String cell(String text) {
        return cellOf(escape(text));
    }

    static String cellOf(String contentHtml) {
        return "<td>" + contentHtml + "</td>";
    }

    static String code(String text) {
        return cellOf("<code>" + escape(text) + "</code>");
    }

    /** Returns a cell aligned to the right. */
    static String number(String numberHtml) {
        return "<td class=\"number\">" + numberHtml + "</td>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
