package io.fieldwork.fields.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.cuda.CudaDriver;
import io.fieldwork.fields.cuda.NvidiaDevice;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The compute device and the reason for its choice.
 *
 * @param device the device of every tensor of a job
 * @param reason one clause that says why it was chosen
 */
public record Compute(Device device, String reason) {
    private static final Pattern GPU = Pattern.compile("gpu(\\d{1,3})");

    /**
     * Chooses a device and loads libtorch. {@code auto} takes the first CUDA device that libtorch can use, else the
     * CPU. A device counts as usable when a tensor made on it can be read back.
     *
     * @param wish {@code auto}, {@code cpu}, or {@code gpu0}, {@code gpu1}, ...
     * @throws UserError if the wish names no device, or one that cannot be used
     */
    public static Compute choose(String wish) {
        Matcher gpu = GPU.matcher(wish);
        if (gpu.matches()) {
            return exactly(Device.gpu(Integer.parseInt(gpu.group(1))));
        }
        return switch (wish) {
            case "cpu" -> {
                Libtorch.load();
                yield new Compute(Device.cpu(), "as asked");
            }
            case "auto" -> best();
            default -> throw new UserError("The device '" + wish + "' is none of auto, cpu, gpu0, gpu1, and so on.");
        };
    }

    /**
     * {@return the device that the system property {@code fieldwork.device} names, {@code auto} where it is not set}
     * Programs without a device option of their own, the tests among them, run there.
     *
     * @throws UserError as {@link #choose}
     */
    public static Compute configured() {
        return choose(System.getProperty("fieldwork.device", "auto"));
    }

    /** {@return a new manager of tensors on this device, to be closed by the caller} */
    public NDManager newManager() {
        try (NDManager usual = Libtorch.load().newBaseManager(device)) {
            return LastingManager.under(usual.getParentManager(), device);
        }
    }

    /** The name under which {@link #choose} gives this device: {@code cpu}, {@code gpu0}, ... */
    public String name() {
        return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
    }

    private static Compute best() {
        Engine engine = Libtorch.load();
        if (!Libtorch.hasCuda()) {
            return new Compute(Device.cpu(), "libtorch is a CPU build" + unusedDevice());
        }
        String failure = failure(engine, Device.gpu(0));
        return failure == null
                ? new Compute(Device.gpu(0), "libtorch can use " + described(0))
                : new Compute(Device.cpu(), "libtorch is a CUDA build, but no device answers: " + failure);
    }

    private static Compute exactly(Device gpu) {
        Engine engine = Libtorch.load();
        int index = gpu.getDeviceId();
        if (!Libtorch.hasCuda()) {
            throw new UserError("The device gpu" + index + " cannot be used because libtorch is a CPU build;"
                    + " set PYTORCH_LIBRARY_PATH to a CUDA build or FIELDWORK_CUDA=download to fetch one.");
        }
        String failure = failure(engine, gpu);
        if (failure != null) {
            throw new UserError("The device gpu" + index + " cannot be used: " + failure + ".");
        }
        return new Compute(gpu, "as asked: " + described(index));
    }

    /** Null if a tensor on the device can be read back, else the first line of the error. */
    private static @Nullable String failure(Engine engine, Device device) {
        try (NDManager manager = engine.newBaseManager(device)) {
            float one = manager.ones(new Shape(1)).getFloat();
            return one == 1 ? null : "it returned " + one + " for 1";
        } catch (EngineException e) {
            String message = String.valueOf(e.getMessage()).strip();
            return message.lines().findFirst().orElse("unknown error").replaceFirst("[.]$", "");
        }
    }

    private static String described(int index) {
        return CudaDriver.devices().stream()
                .filter(device -> device.index() == index)
                .map(NvidiaDevice::toString)
                .findFirst()
                .orElse("gpu" + index);
    }

    private static String unusedDevice() {
        return CudaDriver.devices().stream()
                .findFirst()
                .map(device -> ", so " + device + " is idle")
                .orElse("");
    }
}
