package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.cuda.StandIn;
import io.fieldwork.fields.kernel.HostedCuda;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole training steps of the kinds through the CUDA kernels, a driver and a run-time compiler that are stand-ins, against the same
 * steps by the host kernels: the losses agree to 1e-3, and the parameters to a hundredth of what training changed in them.
 */
final class StandInTrainingTest {
    private static final int STEPS = 3;

    @TempDir
    private Path folder;

    private record Case(String name, String yaml) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Trained(List<Double> losses, List<float[]> before, List<float[]> after) {}

    static List<Case> cases() {
        String scene = "scene: {path: 'shipped:toybox', imageScale: 0.25}\n";
        String few = "sampling: {type: occupancy, samples: 512, stepsAcross: 48, occupancyResolution: 16}\n";
        return List.of(
                new Case(
                        "hash grid",
                        "kind: radiance\n" + scene + few
                                + "field: {levels: 4, log2Table: 10, baseResolution: 4, finestResolution: 32, hidden: 16}\n"),
                new Case(
                        "tensorf",
                        "kind: radiance\n" + scene + few
                                + "field: {type: tensorf, resolution: 12, finalResolution: 12, hidden: 16}\n"),
                new Case(
                        "plenoxels",
                        "kind: radiance\n" + scene + few
                                + "field: {type: plenoxels, resolutions: [16], changes: []}\n"
                                + "penalties: {totalVariation: 0.0005}\n"
                                + "train: {optimizer: {type: rmsprop}}\n"),
                new Case(
                        "equation, double precision",
                        "kind: pinn\nproblem: {name: burgers, exact: true}\n"
                                + "field: {layers: 3, width: 8, precision: double}\ncollocation: {points: 100}\n"),
                new Case(
                        "equation, gated",
                        "kind: pinn\nproblem: {name: allen-cahn}\n"
                                + "field: {type: modified, layers: 2, width: 8}\ncollocation: {points: 100}\n"),
                new Case(
                        "picture",
                        "kind: image\nscene: {path: 'generated:natural'}\nsampling: {batch: 256}\n"
                                + "field: {type: hashGrid}\n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreThoseOfTheHost(Case given) {
        StandIn.require();
        Trained host = trained(given, "host");
        var device = StandIn.device();
        Trained cuda = HostedCuda.call(device, () -> trained(given, "cuda"));
        assertTrue(StandIn.calls("cuLaunchKernel") > STEPS, "no kernel was launched");
        assertEquals(STEPS, cuda.losses.size());
        for (int k = 0; k < STEPS; k++) {
            double expected = host.losses.get(k);
            assertEquals(expected, cuda.losses.get(k), 1e-3 * expected, "loss of step " + (k + 1));
        }
        for (int p = 0; p < host.before.size(); p++) {
            double moved = distance(host.before.get(p), host.after.get(p));
            assertEquals(0, distance(host.before.get(p), cuda.before.get(p)));
            double apart = distance(host.after.get(p), cuda.after.get(p));
            assertTrue(apart <= 0.01 * moved, "parameter " + p + " is " + apart + " apart and moved by " + moved);
        }
    }

    private Trained trained(Case given, String kernels) {
        Configuration configuration =
                Configuration.of(Kinds.ALL, given.name, given.name, given.yaml).limited((long) STEPS, null);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session session = configuration.job().open(manager, kernels)) {
            List<Double> losses = new ArrayList<>();
            TrainListener listener = new TrainListener() {
                @Override
                public void onStep(StepReport step) {
                    losses.add(step.loss());
                }
            };
            List<float[]> before = numbers(session);
            session.trainer(folder.resolve(kernels), List.of(listener)).run();
            return new Trained(losses, before, numbers(session));
        }
    }

    private static List<float[]> numbers(Session session) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : session.training().task().parameters()) {
            try (NDArray single = parameter.value().toType(DataType.FLOAT32, true)) {
                all.add(single.toFloatArray());
            }
        }
        return all;
    }

    private static double distance(float[] a, float[] b) {
        assertEquals(a.length, b.length);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
