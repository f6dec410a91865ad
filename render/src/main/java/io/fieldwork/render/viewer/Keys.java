package io.fieldwork.render.viewer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lwjgl.glfw.GLFW;

/** The table of keys by their names in scripts; letters, digits and most signs are their own number in GLFW. */
final class Keys {
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("SPACE", GLFW.GLFW_KEY_SPACE),
            Map.entry("TAB", GLFW.GLFW_KEY_TAB),
            Map.entry("ESCAPE", GLFW.GLFW_KEY_ESCAPE),
            Map.entry("ENTER", GLFW.GLFW_KEY_ENTER),
            Map.entry("PLUS", GLFW.GLFW_KEY_EQUAL),
            Map.entry("+", GLFW.GLFW_KEY_EQUAL),
            Map.entry("MINUS", GLFW.GLFW_KEY_MINUS),
            Map.entry("COMMA", GLFW.GLFW_KEY_COMMA),
            Map.entry("PERIOD", GLFW.GLFW_KEY_PERIOD));

    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.-=[]";

    private Keys() {}

    /** The number of a key. */
    static Optional<Integer> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.length() == 1 && SIGNS.contains(upper)) {
            return Optional.of((int) upper.charAt(0));
        }
        return Optional.ofNullable(NAMES.get(upper));
    }
}
