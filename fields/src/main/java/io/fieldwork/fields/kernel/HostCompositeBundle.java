package io.fieldwork.fields.kernel;

import static io.fieldwork.fields.kernel.HostLanes.FLOATS;
import static io.fieldwork.fields.kernel.HostLanes.LANES;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * The samples of some consecutive rays, copied to the heap, where the compiler has a free hand with them. A ray is taken a
 * vector of samples at a time.
 */
final class HostCompositeBundle {
    static final int RAYS = 32;

    /** What each ray gives, or the gradient of it: [rays, 3]. */
    private final float[] pixels = new float[3 * RAYS];

    private final float[] opacities = new float[RAYS];
    private final float[] depths = new float[RAYS];
    private final float[] sums = new float[LANES];
    private final int[] starts = new int[RAYS + 1];
    private int firstRay;
    private int rays;
    private int first;
    private int samples;
    private float[] sigma = {};
    private float[] delta = {};
    private float[] t = {};
    private float[] color = {};
    private float[] red = {};
    private float[] green = {};
    private float[] blue = {};
    private float[] passed = {};
    private float[] weight = {};
    private float[] behind = {};
    private float[] share = {};
    private float[] ahead = {};
    private float[] dSigma = {};
    private float[] dColor = {};

    /** Copies the samples of rays {@code firstRay} to {@code endRay} - 1, parts their colours and weighs them. */
    void load(@Nullable MemorySegment[] in, int firstRay, int endRay) {
        this.firstRay = firstRay;
        rays = endRay - firstRay;
        MemorySegment.copy(in[4], JAVA_INT, 4L * firstRay, starts, 0, rays + 1);
        first = starts[0];
        samples = starts[rays] - first;
        reserve(samples + LANES);
        MemorySegment.copy(in[0], JAVA_FLOAT, 4L * first, sigma, 0, samples);
        MemorySegment.copy(in[1], JAVA_FLOAT, 12L * first, color, 0, 3 * samples);
        MemorySegment.copy(in[2], JAVA_FLOAT, 4L * first, delta, 0, samples);
        MemorySegment.copy(in[3], JAVA_FLOAT, 4L * first, t, 0, samples);
        absorb();
        partColors();
        for (int ray = 0; ray < rays; ray++) {
            pass(starts[ray] - first, starts[ray + 1] - first);
        }
    }

    private void absorb() {
        for (int i = 0; i < samples; i += LANES) {
            FloatVector thickness =
                    FloatVector.fromArray(FLOATS, sigma, i).mul(FloatVector.fromArray(FLOATS, delta, i));
            HostLanes.exp(thickness.neg()).intoArray(passed, i);
        }
    }

    /**
     * Fills in T_(i+1) and w_i = T_i (1 - exp(-sigma_i delta_i)) of one ray. What is written behind its end belongs to later
     * rays, which follow.
     */
    private void pass(int begin, int end) {
        FloatVector one = HostLanes.all(1);
        FloatVector before = one;
        for (int i = begin; i < end; i += LANES) {
            FloatVector passing = one.blend(at(passed, i), FLOATS.indexInRange(i, end));
            FloatVector after = HostLanes.products(passing).mul(before);
            after.intoArray(behind, i);
            HostLanes.up(after, before).mul(one.sub(passing)).intoArray(weight, i);
            before = HostLanes.last(after);
        }
    }

    private static FloatVector at(float[] array, int i) {
        return FloatVector.fromArray(FLOATS, array, i);
    }

    private void partColors() {
        for (int i = 0; i < samples; i += LANES) {
            FloatVector one = FloatVector.fromArray(FLOATS, color, 3 * i);
            FloatVector two = FloatVector.fromArray(FLOATS, color, 3 * i + LANES);
            FloatVector three = FloatVector.fromArray(FLOATS, color, 3 * i + 2 * LANES);
            HostColors.red(one, two, three).intoArray(red, i);
            HostColors.green(one, two, three).intoArray(green, i);
            HostColors.blue(one, two, three).intoArray(blue, i);
        }
    }

    private void reserve(int size) {
        if (sigma.length < size) {
            int room = size + size / 2;
            sigma = new float[room];
            delta = new float[room];
            t = new float[room];
            color = new float[3 * room];
            red = new float[room];
            green = new float[room];
            blue = new float[room];
            passed = new float[room];
            weight = new float[room];
            behind = new float[room];
            share = new float[room];
            ahead = new float[room];
            dSigma = new float[room];
            dColor = new float[3 * room];
        }
    }

    /** Composites all rays. */
    void render(@Nullable MemorySegment[] out) {
        for (int ray = 0; ray < rays; ray++) {
            render(ray);
        }
        MemorySegment.copy(pixels, 0, out[0], JAVA_FLOAT, 12L * firstRay, 3 * rays);
        MemorySegment.copy(opacities, 0, out[1], JAVA_FLOAT, 4L * firstRay, rays);
        MemorySegment.copy(depths, 0, out[2], JAVA_FLOAT, 4L * firstRay, rays);
    }

    private void render(int ray) {
        int begin = starts[ray] - first;
        int end = starts[ray + 1] - first;
        FloatVector r = FloatVector.zero(FLOATS);
        FloatVector g = r;
        FloatVector b = r;
        FloatVector depth = r;
        for (int i = begin; i < end; i += LANES) {
            VectorMask<Float> in = FLOATS.indexInRange(i, end);
            FloatVector w = at(weight, i);
            r = r.add(w.mul(at(red, i)), in);
            g = g.add(w.mul(at(green, i)), in);
            b = b.add(w.mul(at(blue, i)), in);
            depth = depth.add(w.mul(at(t, i)), in);
        }
        HostLanes.sums(r, b, g, depth).intoArray(sums, 0);
        pixels[3 * ray] = sums[0];
        pixels[3 * ray + 1] = sums[LANES / 4];
        pixels[3 * ray + 2] = sums[LANES / 2];
        opacities[ray] = begin == end ? 0 : 1 - behind[end - 1];
        depths[ray] = sums[3 * LANES / 4];
    }

    /**
     * Adds the gradients of all rays' samples: front to back what needs T, then back to front.
     *
     * @param of gradients of what {@link #render} gives, null for zero
     * @param to gradients of density and colour, null where none is wanted
     */
    void differentiate(@Nullable MemorySegment[] of, @Nullable MemorySegment[] to) {
        fetch(of[0], 3 * firstRay, pixels, 3 * rays);
        fetch(of[1], firstRay, opacities, rays);
        fetch(of[2], firstRay, depths, rays);
        fetch(to[0], first, dSigma, samples);
        fetch(to[1], 3 * first, dColor, 3 * samples);
        for (int ray = 0; ray < rays; ray++) {
            int begin = starts[ray] - first;
            int end = starts[ray + 1] - first;
            weigh(ray, begin, end);
            distribute(begin, end);
        }
        store(dSigma, samples, to[0], first);
        store(dColor, 3 * samples, to[1], 3 * first);
    }

    private static void fetch(@Nullable MemorySegment from, int at, float[] to, int count) {
        if (from == null) {
            Arrays.fill(to, 0, count, 0);
        } else {
            MemorySegment.copy(from, JAVA_FLOAT, 4L * at, to, 0, count);
        }
    }

    private static void store(float[] from, int count, @Nullable MemorySegment to, int at) {
        if (to != null) {
            MemorySegment.copy(from, 0, to, JAVA_FLOAT, 4L * at, count);
        }
    }

    /** Adds dL/dc_i = w_i g; keeps w_i v_i and T_(i+1) v_i with v_i = g . c_i + h + k t_i. */
    private void weigh(int ray, int begin, int end) {
        float r = pixels[3 * ray];
        float g = pixels[3 * ray + 1];
        float b = pixels[3 * ray + 2];
        float opacity = opacities[ray];
        float depth = depths[ray];
        FloatVector one = HostColors.FIRST.repeated(r, g, b);
        FloatVector two = HostColors.SECOND.repeated(r, g, b);
        FloatVector three = HostColors.THIRD.repeated(r, g, b);
        for (int i = begin; i < end; i += LANES) {
            VectorMask<Float> in = FLOATS.indexInRange(i, end);
            FloatVector w = FloatVector.zero(FLOATS).blend(at(weight, i), in);
            FloatVector value =
                    at(red, i).mul(r).add(at(green, i).mul(g)).add(at(blue, i).mul(b));
            value = value.add(opacity).add(at(t, i).mul(depth));
            FloatVector v = FloatVector.zero(FLOATS).blend(value, in);
            w.mul(v).intoArray(share, i);
            at(behind, i).mul(v).intoArray(ahead, i);
            add(dColor, 3 * i, HostColors.FIRST.spread(w).mul(one));
            add(dColor, 3 * i + LANES, HostColors.SECOND.spread(w).mul(two));
            add(dColor, 3 * i + 2 * LANES, HostColors.THIRD.spread(w).mul(three));
        }
    }

    private static void add(float[] array, int i, FloatVector more) {
        at(array, i).add(more).intoArray(array, i);
    }

    /** Adds dL/dsigma_i = delta_i (T_(i+1) v_i - sum over j > i of w_j v_j). */
    private void distribute(int begin, int end) {
        FloatVector later = FloatVector.zero(FLOATS);
        for (int i = begin + (end - begin - 1) / LANES * LANES; i >= begin; i -= LANES) {
            VectorMask<Float> in = FLOATS.indexInRange(i, end);
            FloatVector sums = HostLanes.sumsBehind(at(share, i)).add(later);
            FloatVector slope = at(ahead, i).sub(HostLanes.down(sums, later));
            at(dSigma, i).add(at(delta, i).mul(slope), in).intoArray(dSigma, i);
            later = HostLanes.first(sums);
        }
    }
}
