package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** The transmittance along the samples of a bundle of rays. */
final class HostTransmittance {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693145752f;
    private static final float LN2_LOW = 1.42860677e-6f;
    /** 1.5 * 2^23: adding it rounds a small number to the nearest whole one, which then stands in the lowest bits. */
    private static final float ROUNDER = 12582912f;

    /** The weight of each sample, or its gradient. */
    float[] weight = {};

    /** The gradient of each sample's density. */
    float[] dSigma = {};

    private float[] sigma = {};
    private float[] delta = {};
    private float[] passed = {};
    private double[] left = {};

    /** Copies the samples of a bundle and evaluates exp(-sigma delta). */
    void load(RayBundle rays, MemorySegment densities, MemorySegment lengths) {
        int samples = rays.samples();
        reserve(samples + FLOATS.length());
        rays.load(densities, 1, sigma);
        rays.load(lengths, 1, delta);
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
            passed = new float[room];
            left = new double[room];
            weight = new float[room];
            dSigma = new float[room];
        }
    }

    /** Computes the weights of one ray's samples; returns its opacity. */
    float weigh(int begin, int end) {
        double transmittance = 1;
        for (int i = begin; i < end; i++) {
            double behind = transmittance * passed[i];
            weight[i] = (float) (transmittance - behind);
            transmittance = behind;
        }
        return (float) (1 - transmittance);
    }

    /** Copies the gradients of the weights, if anything depends on them, and what the gradients of the densities hold already. */
    void loadGradients(RayBundle rays, @Nullable NDArray weights, MemorySegment densities) {
        if (weights == null) {
            Arrays.fill(weight, 0, rays.samples(), 0);
        } else {
            rays.load(Storage.of(weights), 1, weight);
        }
        rays.load(densities, 1, dSigma);
    }

    /**
     * Adds the gradients of one ray's densities. Backwards recursion: with s for the samples behind, the sample before
     * has v + p (s - v), which avoids cancellation.
     */
    void differentiate(int begin, int end, float opacity) {
        double transmittance = 1;
        for (int i = begin; i < end; i++) {
            transmittance *= passed[i];
            left[i] = transmittance;
        }
        double behind = 0;
        for (int i = end - 1; i >= begin; i--) {
            float value = weight[i] + opacity;
            double difference = behind - value;
            dSigma[i] -= (float) (delta[i] * left[i] * difference);
            behind = value + passed[i] * difference;
        }
    }
}
