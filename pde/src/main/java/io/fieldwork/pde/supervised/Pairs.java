package io.fieldwork.pde.supervised;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Parallel;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.pde.data.DataSet;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The training pairs of an operator in device memory. Consecutive frames of trajectories share their memory. */
final class Pairs implements AutoCloseable {
    private final NDManager manager;
    private final Script script;
    private final NDArray inputs;
    private final NDArray outputs;
    private final int frames;

    /** From each frame of a trajectory to the next one, or from the input of each sample to its output. */
    Pairs(NDManager owner, DataSet data, boolean next) {
        this.manager = owner.newSubManager();
        this.script = Script.compile(manager, """
                def rows(self, x: Tensor, index: Tensor) -> Tensor:
                  return torch.index_select(x, 0, index)
                """);
        if (next) {
            frames = data.outputShape()[0];
            inputs = frames(manager, data);
            outputs = inputs;
        } else {
            frames = 0;
            inputs = load(manager, data.count(), data.inputShape(), data::input);
            outputs = load(manager, data.count(), data.outputShape(), data::output);
        }
        Scopes.keep(inputs, outputs);
    }

    /** Copies one part of one sample. */
    interface Reader {
        void read(int sample, FloatBuffer into);
    }

    /** Some samples [samples, channels, height, width], in space [samples, channels, depth, height, width]. */
    static NDArray load(NDManager manager, int samples, int[] shape, Reader reader) {
        Shape each = new Shape(Arrays.stream(shape).asLongStream().toArray());
        return load(manager, samples, each.size(), reader).reshape(new Shape(samples).addAll(each));
    }

    private static NDArray load(NDManager manager, int samples, long each, Reader reader) {
        try (NDManager host = NDManager.newBaseManager(Device.cpu())) {
            boolean here = !manager.getDevice().isGpu();
            NDArray array = (here ? manager : host).zeros(new Shape(samples, each));
            MemorySegment memory = Storage.of(array);
            Parallel.run(
                    samples,
                    sample -> reader.read(
                            sample,
                            memory.asSlice(Float.BYTES * each * sample, Float.BYTES * each)
                                    .asByteBuffer()
                                    .order(ByteOrder.nativeOrder())
                                    .asFloatBuffer()));
            if (here) {
                return array;
            }
            NDArray there = array.toDevice(manager.getDevice(), true);
            there.attach(manager);
            return there;
        }
    }

    /** First frame and later ones, one under the other: [samples * (frames + 1), 1, points along each axis]. */
    private static NDArray frames(NDManager manager, DataSet data) {
        int[] shape = data.outputShape();
        long points = data.size().count();
        return load(manager, data.count(), (shape[0] + 1) * points, (sample, into) -> {
                    data.input(sample, into);
                    data.output(sample, into);
                })
                .reshape(new Shape(1L * data.count() * (shape[0] + 1))
                        .addAll(new Shape(Arrays.stream(data.size().field(1))
                                .asLongStream()
                                .toArray())));
    }

    long count() {
        long samples = inputs.getShape().get(0);
        return frames == 0 ? samples : samples / (frames + 1) * frames;
    }

    /** [samples, channels, points along each axis], or all frames. */
    NDArray inputs() {
        return inputs;
    }

    /** As {@link #inputs}. */
    NDArray outputs() {
        return outputs;
    }

    /** Some pairs, by index. */
    OperatorTask.Batch batch(long[] numbers) {
        long[] from = new long[numbers.length];
        long[] to = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            from[i] = frames == 0 ? numbers[i] : numbers[i] / frames * (frames + 1) + numbers[i] % frames;
            to[i] = frames == 0 ? numbers[i] : from[i] + 1;
        }
        return new OperatorTask.Batch(rows(inputs, from), rows(outputs, to));
    }

    private NDArray rows(NDArray array, long[] numbers) {
        return script.call("rows", array, manager.create(numbers))[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
