package io.fieldwork.fields.kernel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaDriver;
import io.fieldwork.fields.cuda.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The CUDA kernels under test: on a GPU where the engine has one, and on the {@link StandIn} where a host C++ compiler is found.
 * Both go through the same classes, sources, argument lists and entry points of the driver; only the libraries behind these differ.
 *
 * @param name {@code stand-in} or {@code device}
 * @param manager whose device holds the tensors
 * @param kernels the kernels
 */
record CudaSubject(String name, NDManager manager, CudaKernels kernels) {
    /** All subjects that this machine can run; the calling test is skipped if there are none. */
    static Stream<CudaSubject> all() {
        Assumptions.assumeFalse(Found.SUBJECTS.isEmpty(), "neither a GPU nor a host C++ compiler");
        return Found.SUBJECTS.stream();
    }

    private static final class Found {
        static final List<CudaSubject> SUBJECTS = find();

        private static List<CudaSubject> find() {
            List<CudaSubject> found = new ArrayList<>();
            if (StandIn.isPossible()) {
                NDManager manager = NDManager.newBaseManager(Device.cpu());
                found.add(new CudaSubject("stand-in", manager, new CudaKernels(manager, StandIn.device())));
            }
            if (deviceWorks()) {
                NDManager manager = NDManager.newBaseManager(Device.gpu());
                found.add(new CudaSubject("device", manager, new CudaKernels(manager)));
            }
            return found;
        }
    }

    /** Whether both the driver and the engine can use a GPU. */
    static boolean deviceWorks() {
        if (CudaDriver.devices().isEmpty()) {
            return false;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.gpu())) {
            return manager.zeros(new Shape(1), DataType.FLOAT32).getFloat() == 0;
        } catch (EngineException | UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** Whether a command ends with success. */
    static boolean runs(String... command) {
        try {
            return run(command).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a command; what it printed if it failed, else nothing. */
    static String run(String... command) throws IOException {
        Path log = Files.createTempFile("command", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = process.waitFor();
            return code == 0 ? "" : String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(log);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
