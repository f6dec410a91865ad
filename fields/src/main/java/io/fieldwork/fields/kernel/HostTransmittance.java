package io.fieldwork.fields.kernel;

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

    /** The weight of each sample. */
    float[] weight = {};

    /** The gradient of each sample's weight. */
    float[] dWeight = {};

    private float[] dSigma = {};
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
            dWeight = new float[room];
            dSigma = new float[room];
        }
    }

    /** Computes the weights of all samples; returns the opacity of each ray. */
    float[] weigh(RayBundle rays) {
        float[] opacity = new float[rays.rays()];
        for (int ray = 0; ray < opacity.length; ray++) {
            opacity[ray] = weigh(rays.begin(ray), rays.end(ray));
        }
        return opacity;
    }

    private float weigh(int begin, int end) {
        double transmittance = 1;
        for (int i = begin; i < end; i++) {
            double behind = transmittance * passed[i];
            weight[i] = (float) (transmittance - behind);
            left[i] = behind;
            transmittance = behind;
        }
        return (float) (1 - transmittance);
    }

    /** Copies the gradients of the weights, zero if nothing depends on them. */
    void loadGradients(RayBundle rays, @Nullable MemorySegment weights) {
        if (weights == null) {
            Arrays.fill(dWeight, 0, rays.samples(), 0);
        } else {
            rays.load(weights, 1, dWeight);
        }
    }

    /** After {@link #weigh}: adds the gradients of the densities to the storage, given those of the opacities, if there are any. */
    void differentiate(RayBundle rays, @Nullable MemorySegment opacities, MemorySegment densities) {
        rays.load(densities, 1, dSigma);
        float[] opacity = new float[rays.rays()];
        if (opacities != null) {
            rays.loadRays(opacities, 1, opacity);
        }
        for (int ray = 0; ray < opacity.length; ray++) {
            differentiate(rays.begin(ray), rays.end(ray), opacity[ray]);
        }
        rays.store(dSigma, densities, 1);
    }

    /** Backwards recursion: with s for the samples behind, the sample before has v + p (s - v), which avoids cancellation. */
    private void differentiate(int begin, int end, float opacity) {
        double behind = 0;
        for (int i = end - 1; i >= begin; i--) {
            float value = dWeight[i] + opacity;
            double difference = behind - value;
            dSigma[i] -= (float) (delta[i] * left[i] * difference);
            behind = value + passed[i] * difference;
        }
    }
}
