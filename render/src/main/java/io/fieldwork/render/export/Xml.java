package io.fieldwork.render.export;

/** Escaping of text in XML. */
public final class Xml {
    private Xml() {}

    /** The text escaped for elements and double quotes, control characters as spaces. */
    public static String quoted(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\x00-\\x1f]", " ");
    }
}
