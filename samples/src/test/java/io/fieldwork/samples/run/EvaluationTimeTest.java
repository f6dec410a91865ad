package io.fieldwork.samples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.fields.train.optimizer.Objective;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.store.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTimeTest {
    /** A task and an optimiser of nothing. */
    private record Nothing() implements Task<Nothing>, Optimizer {
        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Nothing draw(Progress progress) {
            return this;
        }

        @Override
        public Loss loss(Tape tape, Nothing batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Double> evaluate() {
            return Map.of();
        }

        @Override
        public Loss step(double rate, Objective objective) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }

        @Override
        public void restore(Map<String, NDArray> state) {}

        @Override
        public void close() {}
    }

    @TempDir
    private Path folder;

    private double reserved(Trainer<?> trainer, Path file) {
        trainer.save();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return Checkpoint.read(manager, file).get("progress").toDoubleArray()[2];
        }
    }

    @Test
    void theQuickestPreviewTellsWhatTheEvaluationTakes() {
        Path file = folder.resolve("state.safetensors");
        Trainer<?> trainer = new Trainer<>(new Nothing(), new Nothing(), TrainOptions.defaults(), file, List.of());
        EvaluationTime evaluation = new EvaluationTime(4);
        evaluation.previewTook(3);
        evaluation.of(trainer);
        assertEquals(0, reserved(trainer, file), "no training was named");
        evaluation.previewTook(5);
        assertEquals(12, reserved(trainer, file));
        evaluation.previewTook(0.5);
        assertEquals(2, reserved(trainer, file));
        evaluation.previewTook(1);
        assertEquals(2, reserved(trainer, file));
    }
}
