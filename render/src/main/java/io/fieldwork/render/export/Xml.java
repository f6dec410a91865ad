package io.fieldwork.render.export;

/** Escaping of text in XML. */
final class Xml {
    private Xml() {}

    /** The text escaped for double quotes. */
    static String quoted(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
