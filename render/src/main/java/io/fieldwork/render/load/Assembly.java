package io.fieldwork.render.load;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Triangles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way from a mesh as it is stated to one that can be drawn: triangles, without what is not finite, near zero. */
final class Assembly {
    /** Distance from zero, in sizes of the whole, beyond which single precision is not enough. */
    private static final double FAR = 64;
    /** Size beyond which squares of the areas of small triangles leave single precision, and its inverse likewise. */
    private static final double LARGE = 1e6;

    private final RawMesh raw;
    private final Color plain;
    private final boolean hasNormals;
    private final boolean[] usable;
    /** For each corner of a triangle its number in the raw corners, and its colour. */
    private final int[] corners;

    private final int[] colors;
    private final int[] lines;
    private final int[] alone;
    private final double[] origin = new double[3];
    private double size;
    private double unit = 1;

    private Assembly(RawMesh raw, Color plain) {
        this.raw = raw;
        this.plain = plain;
        hasNormals = raw.hasNormals();
        usable = new boolean[raw.pointColors().length];
        for (int i = 0; i < usable.length; i++) {
            usable[i] = raw.usable(i);
        }
        int[][] cut = triangles();
        corners = cut[0];
        colors = cut[1];
        lines = usableLines();
        alone = corners.length + lines.length > 0
                ? new int[0]
                : IntStream.range(0, usable.length).filter(i -> usable[i]).toArray();
        place();
    }

    /** What can be drawn; the colour is that of whatever has none. */
    static Model model(RawMesh raw, Color plain) throws IOException {
        raw.check();
        Assembly assembly = new Assembly(raw, plain);
        List<Item> items = assembly.items();
        if (items.isEmpty()) {
            throw new IOException("it holds no surface, no line and no point with finite coordinates");
        }
        return new Model(items, assembly.origin, assembly.unit, assembly.remarks());
    }

    private int[][] triangles() {
        IntStream.Builder which = IntStream.builder();
        IntStream.Builder color = IntStream.builder();
        int from = 0;
        for (int polygon = 0; polygon < raw.sizes().length; polygon++) {
            int first = from;
            int size = raw.sizes()[polygon];
            int painted = raw.colors()[polygon];
            from += size;
            if (size < 3 || !allUsable(first, size)) {
                continue;
            }
            cut(first, size, corner -> {
                which.add(first + corner);
                color.add(painted >= 0 ? painted : raw.pointColors()[raw.corners()[first + corner]]);
            });
        }
        return new int[][] {which.build().toArray(), color.build().toArray()};
    }

    private void cut(int first, int size, IntConsumer corner) {
        if (size == 3) {
            IntStream.range(0, 3).forEach(corner);
        } else {
            Polygon.of(raw.points(), raw.corners(), first, size).triangles(corner);
        }
    }

    private boolean allUsable(int first, int size) {
        for (int i = first; i < first + size; i++) {
            if (!usable[raw.corners()[i]]) {
                return false;
            }
        }
        return true;
    }

    private int[] usableLines() {
        IntStream.Builder kept = IntStream.builder();
        for (int i = 0; i < raw.lines().length; i += 2) {
            if (usable[raw.lines()[i]] && usable[raw.lines()[i + 1]]) {
                kept.add(raw.lines()[i]);
                kept.add(raw.lines()[i + 1]);
            }
        }
        return kept.build().toArray();
    }

    /** Finds the box around what is drawn, and moves the origin to its middle where it is far from zero. */
    private void place() {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        IntStream drawn = Arrays.stream(corners).map(corner -> raw.corners()[corner]);
        IntStream.concat(drawn, IntStream.concat(Arrays.stream(lines), Arrays.stream(alone)))
                .forEach(point -> {
                    for (int c = 0; c < 3; c++) {
                        low[c] = Math.min(low[c], raw.points()[3 * point + c]);
                        high[c] = Math.max(high[c], raw.points()[3 * point + c]);
                    }
                });
        size = Math.hypot(Math.hypot(high[0] - low[0], high[1] - low[1]), high[2] - low[2]);
        double far = 0;
        for (int c = 0; c < 3; c++) {
            origin[c] = (low[c] + high[c]) / 2;
            far = Math.max(far, Math.abs(origin[c]));
        }
        if (!(far > FAR * size)) {
            Arrays.fill(origin, 0);
        }
        if (size > 0 && (size < 1 / LARGE || size > LARGE)) {
            unit = Math.pow(10, Math.floor(Math.log10(size)));
            size /= unit;
        }
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        if (corners.length > 0) {
            items.add(Mesh.of(surface(), plain));
        }
        if (lines.length > 0) {
            List<float[]> pieces = new ArrayList<>();
            for (int i = 0; i < lines.length; i += 2) {
                pieces.add(positions(new int[] {lines[i], lines[i + 1]}));
            }
            items.add(new Curves(pieces, Color.BLACK, 1.5f));
        }
        if (alone.length > 0) {
            double radius = size > 0 ? size * Math.clamp(0.3 / Math.sqrt(alone.length), 5e-4, 0.02) : 1;
            int[] own = Arrays.stream(alone).map(i -> raw.pointColors()[i]).toArray();
            items.add(new Points(positions(alone), components(own), plain, (float) Math.max(radius, Float.MIN_NORMAL)));
        }
        return items;
    }

    private Triangles surface() {
        int[] same = Distinct.first(usable.length, raw::hash, raw::samePoint);
        int[] first = Distinct.first(
                corners.length,
                i -> 31 * (31 * same[point(i)] + colors[i]) + normal(i),
                (i, j) -> same[point(i)] == same[point(j)] && colors[i] == colors[j] && normal(i) == normal(j));
        int[] number = new int[corners.length];
        int[] kept = new int[corners.length];
        int count = 0;
        for (int i = 0; i < corners.length; i++) {
            if (first[i] == i) {
                kept[count] = i;
                number[i] = count++;
            }
        }
        int[] vertices = Arrays.copyOf(kept, count);
        return new Triangles(
                positions(Arrays.stream(vertices).map(this::point).toArray()),
                Arrays.stream(first).map(i -> number[i]).toArray(),
                hasNormals ? normals(vertices) : null,
                components(Arrays.stream(vertices).map(i -> colors[i]).toArray()));
    }

    private int point(int corner) {
        return raw.corners()[corners[corner]];
    }

    private int normal(int corner) {
        return hasNormals ? raw.cornerNormals()[corners[corner]] : Draft.NONE;
    }

    private float[] positions(int[] numbers) {
        float[] positions = new float[3 * numbers.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) ((raw.points()[3 * numbers[i / 3] + i % 3] - origin[i % 3]) / unit);
        }
        return positions;
    }

    private float[] normals(int[] vertices) {
        float[] normals = new float[3 * vertices.length];
        for (int i = 0; i < normals.length; i++) {
            normals[i] = (float) raw.normals()[3 * normal(vertices[i / 3]) + i % 3];
        }
        return normals;
    }

    /** Colours as components, the plain one where there is none; nothing if there is none at all. */
    private float @Nullable [] components(int[] packed) {
        if (Arrays.stream(packed).allMatch(color -> color == Draft.NONE)) {
            return null;
        }
        float[] colors = new float[3 * packed.length];
        for (int i = 0; i < packed.length; i++) {
            Color color = packed[i] == Draft.NONE ? plain : Color.of(packed[i]);
            System.arraycopy(color.rgb(), 0, colors, 3 * i, 3);
        }
        return colors;
    }

    /** Whether any triangle is more than a line, as far as double precision tells. */
    private boolean hasArea() {
        double[] p = raw.points();
        for (int i = 0; i < corners.length; i += 3) {
            int a = 3 * point(i);
            int b = 3 * point(i + 1);
            int c = 3 * point(i + 2);
            double square = 0;
            double sides = 0;
            for (int k = 0; k < 3; k++) {
                int u = (k + 1) % 3;
                double across =
                        (p[b + k] - p[a + k]) * (p[c + u] - p[a + u]) - (p[b + u] - p[a + u]) * (p[c + k] - p[a + k]);
                square += across * across;
                sides += (p[b + k] - p[a + k]) * (p[b + k] - p[a + k]) + (p[c + k] - p[a + k]) * (p[c + k] - p[a + k]);
            }
            if (square > 1e-24 * sides * sides) {
                return true;
            }
        }
        return false;
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>(raw.remarks());
        int lost = 0;
        for (boolean each : usable) {
            lost += each ? 0 : 1;
        }
        if (lost > 0) {
            remarks.add("%d of %d vertices are not finite; they and the faces at them are left out"
                    .formatted(lost, usable.length));
        }
        if (origin[0] != 0 || origin[1] != 0 || origin[2] != 0) {
            remarks.add("it is shown around its middle %s, because it is small beside its coordinates"
                    .formatted(Arrays.toString(origin)));
        }
        if (corners.length > 0 && !hasArea()) {
            remarks.add("its faces have no area, so that nothing is seen of them");
        }
        if (unit != 1) {
            remarks.add("a unit of the picture is %.0e of its own, because it is so %s"
                    .formatted(unit, unit < 1 ? "small" : "large"));
        }
        return remarks;
    }
}
