package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Storage;

/** What is made of the interpolated row of a point on the host: a linear map to its few outputs, with its transpose. */
interface VoxelReading {
    /** {@return the number of outputs of a point} */
    int outputs();

    /** {@return whether the outputs of a point depend on its row; if not, they are zero} */
    boolean wanted(int point);

    /** Writes the outputs of a point, given its interpolated row. */
    void read(int point, float[] row, long outputs);

    /** Fills a row with the gradient of a point's row, given that of its outputs; false if it is zero. */
    boolean spread(int point, long gradients, float[] row);

    /**
     * The row itself.
     *
     * @param outputs width of a row
     */
    record Values(int outputs) implements VoxelReading {
        @Override
        public boolean wanted(int point) {
            return true;
        }

        @Override
        public void read(int point, float[] row, long out) {
            for (int k = 0; k < outputs; k++) {
                Memory.ALL.set(JAVA_FLOAT, out + 4L * k, row[k]);
            }
        }

        @Override
        public boolean spread(int point, long gradients, float[] row) {
            boolean any = false;
            for (int k = 0; k < outputs; k++) {
                row[k] = Memory.ALL.get(JAVA_FLOAT, gradients + 4L * k);
                any |= row[k] != 0;
            }
            return any;
        }
    }

    /**
     * Three sums of a row's coefficients with the basis of a point's ray.
     *
     * @param basis address of the rays' basis functions [rays, terms]
     * @param rays address of the points' rays, int32
     * @param density address of the points' densities; one that is not above 0 is not wanted
     * @param count of the rays
     * @param terms basis functions of a ray; a row has three times as many coefficients, colour by colour
     */
    record Colors(long basis, long rays, long density, int count, int terms) implements VoxelReading {
        /** Of arrays basis [rays, terms], rays int32 [n] and density [n]. */
        static Colors of(NDArray basis, NDArray rays, NDArray density) {
            int count = Math.toIntExact(basis.getShape().get(0));
            int terms = Math.toIntExact(basis.getShape().get(1));
            return new Colors(
                    Memory.address(Storage.of(basis), 4L * count * terms),
                    Memory.address(Storage.of(rays), 4L * rays.size()),
                    Memory.address(Storage.of(density), 4L * rays.size()),
                    count,
                    terms);
        }

        @Override
        public int outputs() {
            return 3;
        }

        @Override
        public boolean wanted(int point) {
            return Memory.ALL.get(JAVA_FLOAT, density + 4L * point) > 0;
        }

        private long basis(int point) {
            int ray = Memory.ALL.get(JAVA_INT, rays + 4L * point);
            if (ray < 0 || ray >= count) {
                throw new IndexOutOfBoundsException("ray " + ray + " of " + count);
            }
            return basis + 4L * ray * terms;
        }

        @Override
        public void read(int point, float[] row, long outputs) {
            long from = basis(point);
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int k = 0; k < terms; k++) {
                float b = Memory.ALL.get(JAVA_FLOAT, from + 4L * k);
                red += b * row[k];
                green += b * row[terms + k];
                blue += b * row[2 * terms + k];
            }
            Memory.ALL.set(JAVA_FLOAT, outputs, red);
            Memory.ALL.set(JAVA_FLOAT, outputs + 4, green);
            Memory.ALL.set(JAVA_FLOAT, outputs + 8, blue);
        }

        @Override
        public boolean spread(int point, long gradients, float[] row) {
            float red = Memory.ALL.get(JAVA_FLOAT, gradients);
            float green = Memory.ALL.get(JAVA_FLOAT, gradients + 4);
            float blue = Memory.ALL.get(JAVA_FLOAT, gradients + 8);
            if (red == 0 && green == 0 && blue == 0) {
                return false;
            }
            long from = basis(point);
            for (int k = 0; k < terms; k++) {
                float b = Memory.ALL.get(JAVA_FLOAT, from + 4L * k);
                row[k] = b * red;
                row[terms + k] = b * green;
                row[2 * terms + k] = b * blue;
            }
            return true;
        }
    }
}
