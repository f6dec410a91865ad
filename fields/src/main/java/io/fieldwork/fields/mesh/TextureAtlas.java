package io.fieldwork.fields.mesh;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A place in a square picture for every triangle of a mesh. Triangles of about one size lie two and two in squares, whose sides are powers of two and which follow
 * each other from the largest to the smallest along a Z-order curve, so that nothing is left between them. Edges keep so far from the other triangle that
 * interpolation does not meet it.
 */
final class TextureAtlas {
    /** From the edge of a square to the edges of its triangles, texels. */
    private static final double EDGE = 0.5;
    /** Texels of a square's side that its triangles' short sides do not have. */
    private static final int BESIDE = 4;

    private static final int LEAST = 8;

    private final TriangleMesh mesh;
    private final int size;
    private final int[] sides;
    private final int[] left;
    private final int[] top;
    private final boolean[] upper;

    /** An atlas in a picture of some texels a side, a power of two. */
    TextureAtlas(TriangleMesh mesh, int size) {
        this.mesh = mesh;
        this.size = size;
        int count = mesh.triangleCount();
        this.left = new int[count];
        this.top = new int[count];
        this.upper = new boolean[count];
        double[] lengths = IntStream.range(0, count).mapToDouble(this::longest).toArray();
        this.sides = sides(lengths);
        place();
    }

    /** The least size of a picture that has room for so many triangles. */
    static int least(int triangles) {
        double side = LEAST * Math.sqrt((triangles + 1) / 2);
        return Math.max(LEAST, Integer.highestOneBit(2 * (int) Math.ceil(side) - 1));
    }

    private double longest(int triangle) {
        double most = 0;
        double[] v = mesh.vertices();
        for (int i = 0; i < 3; i++) {
            int a = 3 * mesh.triangles()[3 * triangle + i];
            int b = 3 * mesh.triangles()[3 * triangle + (i + 1) % 3];
            double dx = v[a] - v[b];
            double dy = v[a + 1] - v[b + 1];
            double dz = v[a + 2] - v[b + 2];
            most = Math.max(most, dx * dx + dy * dy + dz * dz);
        }
        return Math.sqrt(most);
    }

    /** The largest squares that fit. */
    private int[] sides(double[] lengths) {
        double low = 0;
        double high = size / Math.max(1e-30, Arrays.stream(lengths).max().orElse(1));
        int[] best = sides(lengths, low);
        for (int i = 0; i < 40; i++) {
            double middle = 0.5 * (low + high);
            int[] tried = sides(lengths, middle);
            boolean fits = area(tried) <= (long) size * size;
            best = fits ? tried : best;
            low = fits ? middle : low;
            high = fits ? high : middle;
        }
        return best;
    }

    private int[] sides(double[] lengths, double density) {
        return Arrays.stream(lengths)
                .mapToInt(length -> {
                    int texels = (int) Math.min(size, Math.ceil(length * density + BESIDE));
                    return Math.clamp(Integer.highestOneBit(Math.max(1, 2 * texels - 1)), LEAST, size);
                })
                .toArray();
    }

    /** Texels of squares, each of two triangles of its size. */
    private long area(int[] sides) {
        long area = 0;
        for (int side = LEAST; side <= size; side *= 2) {
            int own = side;
            long count = Arrays.stream(sides).filter(each -> each == own).count();
            area += (count + 1) / 2 * side * side;
        }
        return area;
    }

    private void place() {
        int[] order = IntStream.range(0, sides.length)
                .boxed()
                .sorted(Comparator.comparingInt(t -> -sides[t]))
                .mapToInt(t -> t)
                .toArray();
        long at = 0;
        for (int i = 0; i < order.length; i++) {
            int t = order[i];
            boolean second = i > 0 && !upper[order[i - 1]] && sides[order[i - 1]] == sides[t];
            upper[t] = second;
            if (second) {
                left[t] = left[order[i - 1]];
                top[t] = top[order[i - 1]];
            } else {
                left[t] = even(at);
                top[t] = even(at >> 1);
                at += (long) sides[t] * sides[t];
            }
        }
        if (at > (long) size * size) {
            throw new IllegalArgumentException(sides.length + " triangles do not fit a picture of " + size);
        }
    }

    /** The number of every other bit. */
    private static int even(long bits) {
        int number = 0;
        for (int i = 0; i < 31; i++) {
            number |= (int) (bits >> 2 * i & 1) << i;
        }
        return number;
    }

    /** The texture coordinates [triangles, 3, 2] of the corners, from 0 to 1, down from the top. */
    float[] coordinates() {
        float[] uv = new float[6 * sides.length];
        for (int t = 0; t < sides.length; t++) {
            for (int corner = 0; corner < 3; corner++) {
                uv[6 * t + 2 * corner] = (float) (x(t, corner) / size);
                uv[6 * t + 2 * corner + 1] = (float) (y(t, corner) / size);
            }
        }
        return uv;
    }

    private double x(int t, int corner) {
        double along = corner == 1 ? sides[t] - BESIDE : 0;
        return upper[t] ? left[t] + sides[t] - EDGE - along : left[t] + EDGE + along;
    }

    private double y(int t, int corner) {
        double along = corner == 2 ? sides[t] - BESIDE : 0;
        return upper[t] ? top[t] + sides[t] - EDGE - along : top[t] + EDGE + along;
    }

    /** What is wanted of a texel. */
    interface Texel {
        /** The middle of texel (x, y) lies in a triangle, or is nearest to it, at shares a, b, c of its corners. */
        void at(int x, int y, int triangle, double a, double b, double c);
    }

    /** Visits all texels that belong to a triangle: of its square those on its side of the diagonal, which the first one has. */
    void each(Texel visitor) {
        for (int t = 0; t < sides.length; t++) {
            int side = sides[t];
            int rows = upper[t] ? side - 1 : side;
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < rows - y; x++) {
                    double b = (double) x / (side - BESIDE);
                    double c = (double) y / (side - BESIDE);
                    double over = Math.max(0, (b + c - 1) / 2);
                    b = Math.clamp(b - over, 0, 1);
                    c = Math.clamp(c - over, 0, 1 - b);
                    int column = left[t] + (upper[t] ? side - 1 - x : x);
                    int row = top[t] + (upper[t] ? side - 1 - y : y);
                    visitor.at(column, row, t, 1 - b - c, b, c);
                }
            }
        }
    }
}
