package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Arrays of equal shape, one a sample, as one array with an axis of samples before the others. */
final class Stack {
    private static final long MOST = Integer.MAX_VALUE / Float.BYTES - 16;

    private Stack() {}

    /** The arrays called {@code name} that lie in some places, in single precision. */
    static <P> NpyArray of(String name, List<P> places, Function<P, NpyArray> read) {
        int[] shape = read.apply(places.getFirst()).shape();
        long each = Arrays.stream(shape).asLongStream().reduce(1, (p, q) -> p * q);
        if (each * places.size() > MOST) {
            throw new UserError("The " + places.size() + " arrays '" + name + "' have " + each * places.size()
                    + " numbers together; expected at most " + MOST + ", or one file with all samples.");
        }
        float[] all = new float[(int) (each * places.size())];
        int at = 0;
        for (P place : places) {
            NpyArray array = read.apply(place);
            if (!Arrays.equals(array.shape(), shape)) {
                throw new UserError("'" + name + "' has the shape " + Arrays.toString(shape) + " in "
                        + places.getFirst() + " but " + Arrays.toString(array.shape()) + " in " + place
                        + "; expected the same, one sample each.");
            }
            for (double number : array.numbers()) {
                all[at++] = (float) number;
            }
        }
        return NpyArray.of(
                all,
                IntStream.concat(IntStream.of(places.size()), IntStream.of(shape))
                        .toArray());
    }
}
