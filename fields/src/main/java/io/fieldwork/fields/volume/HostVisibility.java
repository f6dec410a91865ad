package io.fieldwork.fields.volume;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Density in rounds of a few samples a ray, so that little is evaluated behind surfaces. */
final class HostVisibility implements Visibility {
    private static final int ROUND = 16;

    @Override
    public Samples cut(Samples marched, RadianceField field) {
        return new Walk(marched).run(field);
    }

    /** One bundle of rays, each with a cursor that moves along its samples. */
    private static final class Walk {
        private final Samples samples;
        private final NDManager manager;
        private final int[] offsets;
        private final int[] cursor;
        private final double[] thickness;
        private final MemorySegment positions;
        private final MemorySegment delta;

        Walk(Samples samples) {
            this.samples = samples;
            this.manager = samples.t().getManager();
            this.offsets = samples.offsets().toIntArray();
            this.cursor = Arrays.copyOf(offsets, offsets.length - 1);
            this.thickness = new double[cursor.length];
            this.positions = Storage.of(samples.positions());
            this.delta = Storage.of(samples.delta());
        }

        Samples run(RadianceField field) {
            int[] alive = IntStream.range(0, cursor.length)
                    .filter(r -> offsets[r] < offsets[r + 1])
                    .toArray();
            for (int round = ROUND; alive.length > 0; round *= 2) {
                alive = advance(alive, round, field);
            }
            return compact();
        }

        private int[] advance(int[] alive, int round, RadianceField field) {
            int[] first = new int[alive.length + 1];
            for (int a = 0; a < alive.length; a++) {
                first[a + 1] = first[a] + Math.min(round, offsets[alive[a] + 1] - cursor[alive[a]]);
            }
            float[] sigma = density(alive, first, field);
            int[] left = new int[alive.length];
            int count = 0;
            for (int a = 0; a < alive.length; a++) {
                int ray = alive[a];
                for (int i = first[a]; i < first[a + 1] && thickness[ray] < LIMIT; i++) {
                    thickness[ray] += (double) sigma[i] * delta.getAtIndex(JAVA_FLOAT, cursor[ray]);
                    cursor[ray]++;
                }
                if (thickness[ray] < LIMIT && cursor[ray] < offsets[ray + 1]) {
                    left[count++] = ray;
                }
            }
            return Arrays.copyOf(left, count);
        }

        private float[] density(int[] alive, int[] first, RadianceField field) {
            int n = first[alive.length];
            NDArray x = manager.create(new Shape(n, 3), DataType.FLOAT32);
            MemorySegment to = Storage.of(x);
            for (int a = 0; a < alive.length; a++) {
                long bytes = 12L * (first[a + 1] - first[a]);
                MemorySegment.copy(positions, 12L * cursor[alive[a]], to, 12L * first[a], bytes);
            }
            try (Tape off = Tape.forwardOnly()) {
                return field.geometry(off, x).density().toFloatArray();
            }
        }

        private Samples compact() {
            int rays = cursor.length;
            int[] kept = new int[rays + 1];
            for (int r = 0; r < rays; r++) {
                kept[r + 1] = kept[r] + cursor[r] - offsets[r];
            }
            int n = kept[rays];
            Samples visible = new Samples(
                    manager.create(kept),
                    manager.create(new Shape(n), DataType.INT32),
                    manager.create(new Shape(n, 3), DataType.FLOAT32),
                    manager.create(new Shape(n), DataType.FLOAT32),
                    manager.create(new Shape(n), DataType.FLOAT32));
            move(samples.rays(), visible.rays(), JAVA_INT.byteSize(), kept);
            move(samples.positions(), visible.positions(), 3 * JAVA_FLOAT.byteSize(), kept);
            move(samples.t(), visible.t(), JAVA_FLOAT.byteSize(), kept);
            move(samples.delta(), visible.delta(), JAVA_FLOAT.byteSize(), kept);
            return visible;
        }

        private void move(NDArray from, NDArray to, long row, int[] kept) {
            MemorySegment source = Storage.of(from);
            MemorySegment target = Storage.of(to);
            for (int r = 0; r < cursor.length; r++) {
                long bytes = row * (kept[r + 1] - kept[r]);
                MemorySegment.copy(source, row * offsets[r], target, row * kept[r], bytes);
            }
        }
    }
}
