package io.fieldwork.render.export;

/** Text inside XML. */
final class Xml {
    private Xml() {}

    /** As it is written between double quotes. */
    static String quoted(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
