package io.fieldwork.pde.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The extents of the coordinates that a file has as arrays of their own, by the letters t, x, y and z. */
final class Coordinates {
    private static final Map<String, Character> NAMES = Map.ofEntries(
            Map.entry("t", 't'),
            Map.entry("time", 't'),
            Map.entry("times", 't'),
            Map.entry("t-coordinate", 't'),
            Map.entry("x", 'x'),
            Map.entry("x-coordinate", 'x'),
            Map.entry("y", 'y'),
            Map.entry("y-coordinate", 'y'),
            Map.entry("z", 'z'),
            Map.entry("z-coordinate", 'z'));

    private final Map<Character, Integer> extents = new HashMap<>();

    /** Whether an array is a coordinate by its name. */
    static boolean isOne(String name) {
        return NAMES.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Remembers an array if it is a coordinate by name and shape: [k], [1, k], [k, 1], or for times [samples, k]. */
    void add(String name, int[] shape) {
        Character letter = NAMES.get(name.toLowerCase(Locale.ROOT));
        boolean flat = shape.length == 2 && (shape[0] == 1 || shape[1] == 1);
        if (letter != null && (shape.length == 1 || flat || shape.length == 2 && letter == 't')) {
            extents.put(letter, flat ? Math.max(shape[0], shape[1]) : shape[shape.length - 1]);
        }
    }

    boolean has(char letter) {
        return extents.containsKey(letter);
    }

    /** Whether axes of a shape agree with what is known; edges of intervals are one more than their middles. */
    boolean allow(Axes axes, int[] shape) {
        Integer t = extents.get('t');
        Integer x = extents.get('x');
        Integer y = extents.get('y');
        Integer z = extents.get('z');
        int h = axes.extent('h', shape);
        int w = axes.extent('w', shape);
        if (t != null && axes.has('t') && axes.extent('t', shape) != t && axes.extent('t', shape) != t - 1) {
            return false;
        }
        if (x == null) {
            return true;
        }
        if (y == null || y == 1) {
            return !axes.has('h') && w == x;
        }
        if (z != null && z > 1) {
            List<Integer> points = axes.size(shape).points();
            return points.equals(List.of(x, y, z)) || points.equals(List.of(z, y, x));
        }
        return axes.has('h') && !axes.has('d') && (h == x && w == y || h == y && w == x);
    }
}
