package io.fieldwork.render.figure;

import java.util.Arrays;

/** A growing list of numbers. */
final class Floats {
    private float[] values = new float[64];
    private int length;

    void add(float... more) {
        if (length + more.length > values.length) {
            values = Arrays.copyOf(values, 2 * (length + more.length));
        }
        System.arraycopy(more, 0, values, length, more.length);
        length += more.length;
    }

    float last(int before) {
        return values[length - before];
    }

    int length() {
        return length;
    }

    float[] array() {
        return Arrays.copyOf(values, length);
    }
}
