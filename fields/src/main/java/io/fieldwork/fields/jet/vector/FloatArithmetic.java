package io.fieldwork.fields.jet.vector;

import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector arithmetic in single precision. */
final class FloatArithmetic implements JetArithmetic<float[]> {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ValueLayout.OfFloat LAYOUT = ValueLayout.JAVA_FLOAT;

    @Override
    public DataType type() {
        return DataType.FLOAT32;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public float[] zeros(int length) {
        return new float[length + 4 * LANES];
    }

    @Override
    public float[] none() {
        return new float[0];
    }

    @Override
    public void load(MemorySegment from, long first, float[] to, int at, int length) {
        MemorySegment.copy(from, LAYOUT, first * Float.BYTES, to, at, length);
    }

    @Override
    public void store(float[] from, int at, MemorySegment to, long first, int length) {
        MemorySegment.copy(from, at, to, LAYOUT, first * Float.BYTES, length);
    }

    @Override
    public void addTo(float[] from, int at, MemorySegment to, long first, int length) {
        int vectors = length / LANES * LANES;
        long place = Memory.address(to, first * Float.BYTES, (long) length * Float.BYTES);
        for (int i = 0; i < vectors; i += LANES) {
            FloatVector.fromMemorySegment(SPECIES, Memory.ALL, place, ByteOrder.nativeOrder())
                    .add(vector(from, at + i))
                    .intoMemorySegment(Memory.ALL, place, ByteOrder.nativeOrder());
            place += (long) LANES * Float.BYTES;
        }
        for (int i = vectors; i < length; i++) {
            Memory.ALL.set(LAYOUT, place, Memory.ALL.get(LAYOUT, place) + from[at + i]);
            place += Float.BYTES;
        }
    }

    @Override
    public void copy(float[] from, int at, float[] to, int toAt, int length) {
        System.arraycopy(from, at, to, toAt, length);
    }

    @Override
    public void transpose(float[] a, int rows, int columns, int aRow, float[] b, int bRow) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                b[j * bRow + i] = a[i * aRow + j];
            }
        }
    }

    @Override
    public void clear(float[] array, int at, int length) {
        Arrays.fill(array, at, at + length, 0);
    }

    @Override
    public void add(double k, float[] x, int xAt, float[] y, int yAt, int length) {
        float factor = (float) k;
        int vectors = length / LANES * LANES;
        for (int i = 0; i < vectors; i += LANES) {
            vector(x, xAt + i).mul(factor).add(vector(y, yAt + i)).intoArray(y, yAt + i);
        }
        for (int i = vectors; i < length; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    @Override
    public void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int length) {
        for (int i = 0; i < length; i += LANES) {
            vector(x, xAt + i).mul(vector(y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    @Override
    public void accumulate(double k, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, (float) k);
        for (int i = 0; i < length; i += LANES) {
            vector(x, xAt + i)
                    .mul(factor)
                    .fma(vector(y, yAt + i), vector(z, zAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    @Override
    public void derivatives(
            Activation function, int count, float[] z, int from, float[] f, int step, int at, int length) {
        FloatFunctions.derivatives(function, count, z, from, f, step, at, length);
    }

    @Override
    public void softplus(double k, float[] z, float[] h, float[] s, int length) {
        FloatFunctions.softplus((float) k, z, h, s, length);
    }

    @Override
    public void chain(float[] f, int step, int at, float[] z, float[] y, int[] places, int length) {
        switch (places.length - 1) {
            case 1 -> FloatChains.first(f, step, at, z, y, places, length);
            case 2 -> FloatChains.second(f, step, at, z, y, places, length);
            case 3 -> FloatChains.third(f, step, at, z, y, places, length);
            default -> FloatChains.fourth(f, step, at, z, y, places, length);
        }
    }

    @Override
    public void chainAdjoint(float[] f, int step, int at, float[] z, float[] gradients, int[] places, int length) {
        switch (places.length - 1) {
            case 1 -> FloatChains.firstAdjoint(f, step, at, z, gradients, places, length);
            case 2 -> FloatChains.secondAdjoint(f, step, at, z, gradients, places, length);
            case 3 -> FloatChains.thirdAdjoint(f, step, at, z, gradients, places, length);
            default -> FloatChains.fourthAdjoint(f, step, at, z, gradients, places, length);
        }
    }

    @Override
    public void matrix(
            int m, int n, int depth, Matrix<float[]> a, Matrix<float[]> b, Matrix<float[]> start, Matrix<float[]> c) {
        new FloatMatrix(depth, a, b, start, c).multiply(m, n, a.at(), c.at());
    }

    @Override
    public void inner(int m, int n, int depth, Matrix<float[]> a, Matrix<float[]> b, Matrix<float[]> c) {
        FloatMatrix.inner(m, n, depth, a, b, c);
    }

    private static FloatVector vector(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
