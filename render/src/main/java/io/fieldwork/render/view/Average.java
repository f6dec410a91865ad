package io.fieldwork.render.view;

import org.jspecify.annotations.Nullable;

/**
 * The running mean of the passes of a frame. Colours are averaged as they are blended, multiplied with alpha, and kept
 * in floats; depths are those of the first pass, because depths cannot be averaged across edges.
 */
final class Average {
    private @Nullable Frame first;
    private float[] sum = new float[0];
    private int passes;

    /** {@return the mean with another pass; its number 0, or another size than before, begins anew} */
    Frame add(Frame frame, int pass) {
        Frame begin = first;
        if (pass == 0 || begin == null || frame.width() != begin.width() || frame.height() != begin.height()) {
            begin = frame;
            first = frame;
            sum = new float[frame.rgba().length];
            passes = 0;
        }
        passes++;
        byte[] mean = new byte[sum.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += frame.rgba()[i] & 0xff;
            mean[i] = (byte) Math.round(sum[i] / passes);
        }
        return passes == 1 ? frame : new Frame(frame.width(), frame.height(), mean, begin.depth());
    }
}
