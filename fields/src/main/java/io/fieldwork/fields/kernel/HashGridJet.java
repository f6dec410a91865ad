package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.tensor.Memory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The features of a block of points on one level of a hash grid with their gradients, a vector of points at a time; for one thread. The rows of a point are
 * copied so that those of neighbouring points lie side by side: 8 F loads and stores a point, then 22 F operations for a vector of points.
 */
final class HashGridJet {
    static final int BLOCK = HashGridCorners.BLOCK;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    final HashGridCorners corners = new HashGridCorners();
    private final int features;
    private final float[] vertex;

    HashGridJet(int features) {
        this.features = features;
        this.vertex = new float[8 * features * BLOCK];
    }

    /** Copies the rows of the points that {@link #corners} has located, from the address of their level's first row. */
    void gather(long rows) {
        int stride = 4 * features;
        for (int c = 0; c < 8; c++) {
            for (int f = 0; f < features; f++) {
                int to = (c * features + f) * BLOCK;
                long from = rows + 4L * f;
                for (int p = 0; p < BLOCK; p++) {
                    vertex[to + p] = Memory.ALL.get(JAVA_FLOAT, from + (long) stride * corners.row[c * BLOCK + p]);
                }
            }
        }
    }

    /** The values of a feature, from {@code at} on, and along axis k its derivatives with respect to the unit cube, from {@code at} on in {@code slope[k]}. */
    void interpolate(int feature, float scale, float[] value, float[][] slope, int at) {
        for (int p = 0; p < BLOCK; p += FLOATS.length()) {
            FloatVector u = FloatVector.fromArray(FLOATS, corners.part[0], p);
            FloatVector v = FloatVector.fromArray(FLOATS, corners.part[1], p);
            FloatVector w = FloatVector.fromArray(FLOATS, corners.part[2], p);
            FloatVector y0 = corner(feature, 0, p);
            FloatVector y1 = corner(feature, 2, p);
            FloatVector y2 = corner(feature, 4, p);
            FloatVector y3 = corner(feature, 6, p);
            FloatVector x0 = corner(feature, 1, p).sub(y0);
            FloatVector x1 = corner(feature, 3, p).sub(y1);
            FloatVector x2 = corner(feature, 5, p).sub(y2);
            FloatVector x3 = corner(feature, 7, p).sub(y3);
            y0 = x0.fma(u, y0);
            y1 = x1.fma(u, y1).sub(y0);
            y2 = x2.fma(u, y2);
            y3 = x3.fma(u, y3).sub(y2);
            FloatVector z0 = y1.fma(v, y0);
            FloatVector z1 = y3.fma(v, y2).sub(z0);
            z1.fma(w, z0).intoArray(value, at + p);
            FloatVector low = x1.sub(x0).fma(v, x0);
            FloatVector high = x3.sub(x2).fma(v, x2);
            high.sub(low).fma(w, low).mul(scale).intoArray(slope[0], at + p);
            y3.sub(y1).fma(w, y1).mul(scale).intoArray(slope[1], at + p);
            z1.mul(scale).intoArray(slope[2], at + p);
        }
    }

    private FloatVector corner(int feature, int c, int p) {
        return FloatVector.fromArray(FLOATS, vertex, (c * features + feature) * BLOCK + p);
    }
}
