package io.fieldwork.render.scene;

/** Checks of array shapes. */
final class Expect {
    private Expect() {}

    static void size(String what, int wanted, int found) {
        if (wanted < 1 || wanted != found) {
            throw new IllegalArgumentException(found + " numbers for " + wanted + " " + what);
        }
    }

    static void triples(String what, float[] values) {
        if (values.length % 3 != 0) {
            throw new IllegalArgumentException(values.length + " numbers are no " + what + " of three components");
        }
    }

    static void positive(String what, float value) {
        if (!(value > 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(what + " of " + value);
        }
    }
}
