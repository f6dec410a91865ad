package io.fieldwork.fields.volume;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.Medium.Geometry;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Visibility on the host: density in rounds of a few samples a ray, so that little is evaluated behind surfaces. */
final class HostVisibility implements Visibility {
    private static final int ROUND = 16;

    @Override
    public Visible cut(Samples marched, Medium medium, @Nullable Thinning thinning) {
        return new Walk(marched, medium, thinning).run();
    }

    /** A piece of a ray from its kept sample number {@code at} on: {@code count} rows of an array, the first {@code from}. */
    private record Piece(int ray, int from, int at, int count) {}

    /** The evaluated and the visible samples of one round. */
    private record Round(Geometry geometry, List<Piece> pieces) {}

    /** One bundle of rays, each with a cursor that moves along its samples. */
    private static final class Walk {
        private final Samples samples;
        private final Medium medium;
        private final NDManager manager;
        private final int[] offsets;
        private final int[] cursor;
        private final double[] thickness;
        private final long delta;
        private final List<Round> rounds = new ArrayList<>();
        private final List<Piece> kept = new ArrayList<>();
        private final int[] count;
        private final @Nullable Thinning thinning;

        Walk(Samples samples, Medium medium, @Nullable Thinning thinning) {
            this.thinning = thinning;
            this.samples = samples;
            this.medium = medium;
            this.manager = samples.t().getManager();
            this.offsets = samples.offsets().toIntArray();
            this.cursor = Arrays.copyOf(offsets, offsets.length - 1);
            this.thickness = new double[cursor.length];
            this.count = new int[cursor.length];
            this.delta = Memory.address(Storage.of(samples.delta()), 4L * offsets[cursor.length]);
        }

        Visible run() {
            int[] alive = IntStream.range(0, cursor.length)
                    .filter(r -> offsets[r] < offsets[r + 1])
                    .toArray();
            for (int length = ROUND; alive.length > 0; length *= 2) {
                alive = advance(alive, length);
            }
            return compact();
        }

        private int[] advance(int[] alive, int length) {
            int[] first = new int[alive.length + 1];
            for (int a = 0; a < alive.length; a++) {
                first[a + 1] = first[a] + Math.min(length, offsets[alive[a] + 1] - cursor[alive[a]]);
            }
            Geometry geometry = evaluate(alive, first);
            float[] sigma = geometry.density().toFloatArray();
            List<Piece> pieces = new ArrayList<>(alive.length);
            for (int a = 0; a < alive.length; a++) {
                walk(alive[a], sigma, first[a], first[a + 1], pieces);
            }
            rounds.add(new Round(geometry, pieces));
            return Arrays.stream(alive)
                    .filter(ray -> thickness[ray] < LIMIT && cursor[ray] < offsets[ray + 1])
                    .toArray();
        }

        /** Walks along a ray over rows of a round as far as there is light, and keeps the stretches with a density. */
        private void walk(int ray, float[] sigma, int from, int to, List<Piece> pieces) {
            int before = cursor[ray] - from;
            int begin = from;
            int i = from;
            for (; i < to && thickness[ray] < LIMIT; i++) {
                if (sigma[i] == 0) {
                    keep(ray, begin, i, before, pieces);
                    begin = i + 1;
                }
                thickness[ray] += (double) sigma[i] * Memory.ALL.get(JAVA_FLOAT, delta + 4L * (before + i));
            }
            keep(ray, begin, i, before, pieces);
            cursor[ray] = before + i;
        }

        /** Keeps rows of a round, which are samples so many places behind. */
        private void keep(int ray, int begin, int end, int before, List<Piece> pieces) {
            if (end > begin) {
                pieces.add(new Piece(ray, begin, count[ray], end - begin));
                kept.add(new Piece(ray, before + begin, count[ray], end - begin));
                count[ray] += end - begin;
            }
        }

        private Geometry evaluate(int[] alive, int[] first) {
            NDArray x = manager.create(new Shape(first[alive.length], 3), DataType.FLOAT32);
            MemorySegment from = Storage.of(samples.positions());
            MemorySegment to = Storage.of(x);
            for (int a = 0; a < alive.length; a++) {
                long bytes = 12L * (first[a + 1] - first[a]);
                MemorySegment.copy(from, 12L * cursor[alive[a]], to, 12L * first[a], bytes);
            }
            try (Tape off = Tape.forwardOnly()) {
                return medium.geometry(off, x);
            }
        }

        private Visible compact() {
            int[] starts = new int[cursor.length + 1];
            for (int r = 0; r < cursor.length; r++) {
                starts[r + 1] = starts[r] + count[r];
            }
            List<List<Piece>> parts = rounds.stream().map(Round::pieces).toList();
            NDArray lengths = join(List.of(samples.delta()), List.of(kept), starts);
            return thinning == null
                    ? visible(kept, parts, starts, lengths)
                    : thinned(thinning, starts, lengths.toFloatArray());
        }

        /** Of the kept samples, which begin at some place for each ray, those that a thinning chooses. */
        private Visible thinned(Thinning thinning, int[] starts, float[] delta) {
            float[] sigma = new float[delta.length];
            int[] marched = new int[delta.length];
            int[] round = new int[delta.length];
            int[] row = new int[delta.length];
            int next = 0;
            for (int k = 0; k < rounds.size(); k++) {
                float[] found = rounds.get(k).geometry.density().toFloatArray();
                for (Piece piece : rounds.get(k).pieces) {
                    int from = kept.get(next++).from;
                    for (int i = 0; i < piece.count; i++) {
                        int at = starts[piece.ray] + piece.at + i;
                        sigma[at] = found[piece.from + i];
                        marched[at] = from + i;
                        round[at] = k;
                        row[at] = piece.from + i;
                    }
                }
            }
            Thinning.Kept chosen = thinning.choose(starts, sigma, delta);
            List<Piece> all = new ArrayList<>(chosen.samples().length);
            List<List<Piece>> parts =
                    rounds.stream().<List<Piece>>map(each -> new ArrayList<>()).toList();
            for (int ray = 0; ray < cursor.length; ray++) {
                for (int i = chosen.offsets()[ray]; i < chosen.offsets()[ray + 1]; i++) {
                    int sample = chosen.samples()[i];
                    int at = i - chosen.offsets()[ray];
                    all.add(new Piece(ray, marched[sample], at, 1));
                    parts.get(round[sample]).add(new Piece(ray, row[sample], at, 1));
                }
            }
            return visible(all, parts, chosen.offsets(), manager.create(chosen.lengths()));
        }

        /** The samples of some pieces of the marched ones, which are parts of the rounds. */
        private Visible visible(List<Piece> all, List<List<Piece>> parts, int[] starts, NDArray lengths) {
            UnaryOperator<NDArray> select = array -> join(List.of(array), List.of(all), starts);
            NDArray x = select.apply(samples.positions());
            Samples visible = new Samples(
                    manager.create(starts), select.apply(samples.rays()), x, select.apply(samples.t()), lengths);
            if (rounds.isEmpty()) {
                return new Visible(visible, new Positions(x));
            }
            List<Geometry> geometries = rounds.stream().map(Round::geometry).toList();
            Geometry known = Geometry.join(geometries, arrays -> join(arrays, parts, starts));
            return new Visible(visible, new Positions(x, known));
        }

        /** Joins the pieces of arrays to the kept samples, ray by ray. */
        private NDArray join(List<NDArray> arrays, List<List<Piece>> pieces, int[] starts) {
            NDArray first = arrays.getFirst();
            Shape row = first.getShape().slice(1);
            NDArray to = manager.create(new Shape(starts[cursor.length]).addAll(row), first.getDataType());
            long bytes = row.size() * first.getDataType().getNumOfBytes();
            MemorySegment target = Storage.of(to);
            for (int i = 0; i < arrays.size(); i++) {
                MemorySegment source = Storage.of(arrays.get(i));
                for (Piece piece : pieces.get(i)) {
                    long begin = bytes * (starts[piece.ray] + piece.at);
                    MemorySegment.copy(source, bytes * piece.from, target, begin, bytes * piece.count);
                }
            }
            return to;
        }
    }
}
