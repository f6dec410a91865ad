package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** The samples of some consecutive rays, copied to the heap, where the compiler has a free hand with them. */
final class HostCompositeBundle {
    static final int RAYS = 128;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693145752f;
    private static final float LN2_LOW = 1.42860677e-6f;
    /** 1.5 * 2^23: adding it rounds a small number to the nearest whole one, which then stands in the lowest bits. */
    private static final float ROUNDER = 12582912f;

    /** What a ray gives (colour, opacity, depth), or the gradient of it. */
    final float[] pixel = new float[5];

    private final int[] starts = new int[RAYS + 1];
    private int first;
    private int samples;
    private float[] sigma = {};
    private float[] delta = {};
    private float[] t = {};
    private float[] color = {};
    private float[] passed = {};
    private double[] left = {};
    private float[] dSigma = {};
    private float[] dColor = {};

    /** Copies the samples of rays {@code firstRay} to {@code endRay} - 1 and evaluates exp(-sigma delta). */
    void load(@Nullable MemorySegment[] in, int firstRay, int endRay) {
        MemorySegment.copy(in[4], JAVA_INT, 4L * firstRay, starts, 0, endRay - firstRay + 1);
        first = starts[0];
        samples = starts[endRay - firstRay] - first;
        reserve(samples + FLOATS.length());
        MemorySegment.copy(in[0], JAVA_FLOAT, 4L * first, sigma, 0, samples);
        MemorySegment.copy(in[1], JAVA_FLOAT, 12L * first, color, 0, 3 * samples);
        MemorySegment.copy(in[2], JAVA_FLOAT, 4L * first, delta, 0, samples);
        MemorySegment.copy(in[3], JAVA_FLOAT, 4L * first, t, 0, samples);
        for (int i = 0; i < samples; i += FLOATS.length()) {
            FloatVector thickness =
                    FloatVector.fromArray(FLOATS, sigma, i).mul(FloatVector.fromArray(FLOATS, delta, i));
            exp(thickness.neg()).intoArray(passed, i);
        }
    }

    /**
     * exp of numbers up to 0 by reduction to 2^n exp(r) and Taylor's series to r^7, error below 2e-7 of the value. Every
     * operation is rounded exactly, so that compiled and interpreted code agree bit for bit, which the library's exp does
     * not promise.
     */
    private static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(-87f);
        FloatVector shifted = bounded.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r =
                n.lanewise(VectorOperators.FMA, -LN2_HIGH, bounded).lanewise(VectorOperators.ADD, n.mul(-LN2_LOW));
        FloatVector upper =
                r.mul(1f / 5040).add(1f / 720).mul(r).add(1f / 120).mul(r).add(1f / 24);
        FloatVector p =
                upper.mul(r).add(1f / 6).mul(r).add(1f / 2).mul(r).add(1).mul(r).add(1);
        FloatVector power = shifted.reinterpretAsInts()
                .sub(Float.floatToRawIntBits(ROUNDER))
                .add(127)
                .lanewise(VectorOperators.LSHL, 23)
                .reinterpretAsFloats();
        return p.mul(power);
    }

    private void reserve(int size) {
        if (sigma.length < size) {
            int room = size + size / 2;
            sigma = new float[room];
            delta = new float[room];
            t = new float[room];
            color = new float[3 * room];
            passed = new float[room];
            left = new double[room];
            dSigma = new float[room];
            dColor = new float[3 * room];
        }
    }

    /** Composites one ray of the bundle into {@link #pixel}. */
    void render(int ray) {
        double transmittance = 1;
        float red = 0;
        float green = 0;
        float blue = 0;
        float depth = 0;
        for (int i = starts[ray] - first; i < starts[ray + 1] - first; i++) {
            double behind = transmittance * passed[i];
            float weight = (float) (transmittance - behind);
            red += weight * color[3 * i];
            green += weight * color[3 * i + 1];
            blue += weight * color[3 * i + 2];
            depth += weight * t[i];
            transmittance = behind;
        }
        pixel[0] = red;
        pixel[1] = green;
        pixel[2] = blue;
        pixel[3] = (float) (1 - transmittance);
        pixel[4] = depth;
    }

    /** Copies what the gradients hold already. */
    void loadGradients(@Nullable MemorySegment toSigma, @Nullable MemorySegment toColor) {
        if (toSigma != null) {
            MemorySegment.copy(toSigma, JAVA_FLOAT, 4L * first, dSigma, 0, samples);
        }
        if (toColor != null) {
            MemorySegment.copy(toColor, JAVA_FLOAT, 12L * first, dColor, 0, 3 * samples);
        }
    }

    /** Copies the gradients back. */
    void storeGradients(@Nullable MemorySegment toSigma, @Nullable MemorySegment toColor) {
        if (toSigma != null) {
            MemorySegment.copy(dSigma, 0, toSigma, JAVA_FLOAT, 4L * first, samples);
        }
        if (toColor != null) {
            MemorySegment.copy(dColor, 0, toColor, JAVA_FLOAT, 12L * first, 3 * samples);
        }
    }

    /**
     * Adds the gradients of one ray for the weighting in {@link #pixel}. Going backwards, what lies behind a sample, as seen from
     * there, is s; the sample before it sees v + p (s - v), so nothing large is ever subtracted from nearly the same.
     */
    void differentiate(int ray) {
        float red = pixel[0];
        float green = pixel[1];
        float blue = pixel[2];
        float opacity = pixel[3];
        float depth = pixel[4];
        int begin = starts[ray] - first;
        int end = starts[ray + 1] - first;
        double transmittance = 1;
        for (int i = begin; i < end; i++) {
            transmittance *= passed[i];
            left[i] = transmittance;
        }
        double behind = 0;
        for (int i = end - 1; i >= begin; i--) {
            float value =
                    red * color[3 * i] + green * color[3 * i + 1] + blue * color[3 * i + 2] + opacity + depth * t[i];
            double difference = behind - value;
            double before = i == begin ? 1 : left[i - 1];
            float weight = (float) (before - left[i]);
            dSigma[i] -= (float) (delta[i] * left[i] * difference);
            dColor[3 * i] += weight * red;
            dColor[3 * i + 1] += weight * green;
            dColor[3 * i + 2] += weight * blue;
            behind = value + passed[i] * difference;
        }
    }
}
