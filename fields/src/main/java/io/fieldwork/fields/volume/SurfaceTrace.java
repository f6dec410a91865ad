package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The surface of a medium that has a distance, as plain numbers: where rays meet it, which way it looks, and which of its points are near others.
 * For the thread that evaluates the medium.
 */
public final class SurfaceTrace implements RaySurface {
    /** Intervals along the diagonal of the box's longest side's cube, the shortest steps of a ray. */
    private static final int STEPS = 384;

    /** The part of a distance that a step may have; less than one, as learned distances are not exact. */
    private static final float CAREFUL = 0.5f;

    private static final int BISECTIONS = 12;
    private static final int CHUNK = 1 << 16;

    private final NDManager manager;
    private final DistanceMedium medium;
    private final float near;

    /**
     * The surface of a medium.
     *
     * @param manager of its device
     * @param near least length of rays, world units
     */
    public SurfaceTrace(NDManager manager, DistanceMedium medium, float near) {
        this.manager = manager;
        this.medium = medium;
        this.near = near;
    }

    /** {@return the signed distances [points] of points [points * 3]} */
    public float[] distances(float[] points) {
        return inChunks(points, 1, (off, part) -> medium.distance(off, part.of(points)));
    }

    /** {@return the gradients [points * 3] of the distance at points [points * 3], which look outwards} */
    public float[] gradients(float[] points) {
        return inChunks(points, 3, (off, part) -> medium.gradient(medium.geometry(off, part.of(points))));
    }

    /** {@return the colours [points * 3] in [0, 1] of points [points * 3] that are looked at against unit normals [points * 3]} */
    public float[] colors(float[] points, float[] normals) {
        return inChunks(points, 3, (off, part) -> {
            NDArray own = manager.create(IntStream.range(0, part.count).toArray());
            Medium.Views views = new Medium.Views(part.of(normals).neg(), own);
            return medium.color(off, medium.geometry(off, part.of(points)), views);
        });
    }

    /** Points of all from one on. */
    private record Part(NDManager manager, int from, int count) {
        /** Their rows of an array [points * 3]. */
        NDArray of(float[] numbers) {
            float[] own = Arrays.copyOfRange(numbers, 3 * from, 3 * (from + count));
            return manager.create(own, new Shape(count, 3));
        }
    }

    private float[] inChunks(float[] points, int width, BiFunction<Tape, Part, NDArray> found) {
        int count = points.length / 3;
        float[] all = new float[width * count];
        for (int from = 0; from < count; from += CHUNK) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                Part part = new Part(manager, from, Math.min(CHUNK, count - from));
                float[] values = found.apply(off, part).toFloatArray();
                System.arraycopy(values, 0, all, width * from, values.length);
            }
        }
        return all;
    }

    @Override
    public float[] normals(float[] points) {
        float[] normals = gradients(points);
        for (int i = 0; i < normals.length; i += 3) {
            double square = 0;
            for (int c = i; c < i + 3; c++) {
                square += normals[c] * normals[c];
            }
            float scale = (float) (1 / Math.sqrt(Math.max(square, 1e-30)));
            for (int c = i; c < i + 3; c++) {
                normals[c] *= scale;
            }
        }
        return normals;
    }

    /** To where the distance first becomes negative in the box. */
    @Override
    public float[] lengths(float[] origins, float[] directions) {
        int rays = origins.length / 3;
        float[] low = new float[rays];
        float[] high = new float[rays];
        clip(origins, directions, low, high);
        float[] found = new float[rays];
        Arrays.fill(found, Float.POSITIVE_INFINITY);
        float step = (float) (medium.box().longest() * Math.sqrt(3) / STEPS);
        float[] before = low.clone();
        int[] open = IntStream.range(0, rays).filter(i -> high[i] > low[i]).toArray();
        while (open.length > 0) {
            float[] t = new float[open.length];
            for (int i = 0; i < t.length; i++) {
                t[i] = low[open[i]];
            }
            float[] d = distances(places(open, t, origins, directions));
            int left = 0;
            for (int i = 0; i < t.length; i++) {
                int ray = open[i];
                if (d[i] < 0) {
                    found[ray] = t[i];
                } else if (t[i] < high[ray]) {
                    before[ray] = t[i];
                    low[ray] = Math.min(t[i] + Math.max(step, CAREFUL * d[i]), high[ray]);
                    open[left++] = ray;
                }
            }
            open = Arrays.copyOf(open, left);
        }
        bisect(before, found, origins, directions);
        return found;
    }

    private void bisect(float[] before, float[] found, float[] origins, float[] directions) {
        int[] hits = IntStream.range(0, found.length)
                .filter(i -> Float.isFinite(found[i]) && found[i] > before[i])
                .toArray();
        for (int k = 0; k < BISECTIONS && hits.length > 0; k++) {
            float[] t = new float[hits.length];
            for (int i = 0; i < t.length; i++) {
                t[i] = 0.5f * (before[hits[i]] + found[hits[i]]);
            }
            float[] d = distances(places(hits, t, origins, directions));
            for (int i = 0; i < t.length; i++) {
                (d[i] < 0 ? found : before)[hits[i]] = t[i];
            }
        }
    }

    private static float[] places(int[] rays, float[] t, float[] origins, float[] directions) {
        float[] x = new float[3 * rays.length];
        for (int i = 0; i < x.length; i++) {
            int at = 3 * rays[i / 3] + i % 3;
            x[i] = origins[at] + t[i / 3] * directions[at];
        }
        return x;
    }

    private void clip(float[] origins, float[] directions, float[] low, float[] high) {
        Box box = medium.box();
        float[] min = box.min();
        float[] size = box.size();
        for (int i = 0; i < low.length; i++) {
            float enter = near;
            float leave = Float.POSITIVE_INFINITY;
            for (int c = 0; c < 3; c++) {
                float a = (min[c] - origins[3 * i + c]) / directions[3 * i + c];
                float b = (min[c] + size[c] - origins[3 * i + c]) / directions[3 * i + c];
                enter = Math.max(enter, Math.min(a, b));
                leave = Math.min(leave, Math.max(a, b));
            }
            low[i] = enter;
            high[i] = leave;
        }
    }

    /**
     * {@return points [points * 3] of the surface near others, to which these are moved along the gradient (Newton's method)}
     *
     * @param points [points * 3]
     * @param steps number of moves
     */
    public float[] nearest(float[] points, int steps) {
        float[] x = points.clone();
        float most = 0.05f * medium.box().longest();
        for (int k = 0; k < steps; k++) {
            float[] d = distances(x);
            float[] g = gradients(x);
            for (int i = 0; i < d.length; i++) {
                float square = g[3 * i] * g[3 * i] + g[3 * i + 1] * g[3 * i + 1] + g[3 * i + 2] * g[3 * i + 2];
                float move = Math.clamp(d[i], -most, most) / Math.max(square, 0.1f);
                for (int c = 0; c < 3; c++) {
                    x[3 * i + c] -= move * g[3 * i + c];
                }
            }
        }
        return x;
    }
}
