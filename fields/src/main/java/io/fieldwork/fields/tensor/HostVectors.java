package io.fieldwork.fields.tensor;

import ai.djl.Device;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Java's vector instructions, an incubating module that is there only if Java was started with it. The host kernels are
 * written with them; without the module none of their classes can be loaded, and plain kernels stand in.
 */
public final class HostVectors {
    /** The option of Java that brings the module. */
    public static final String FLAG = "--add-modules jdk.incubator.vector";

    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private HostVectors() {}

    /** {@return whether the host kernels can be loaded} */
    public static boolean isPresent() {
        return PRESENT;
    }

    /**
     * {@return the name of the fastest kernels of a device: {@code cuda}, {@code host}, or {@code plain} where the host
     * kernels cannot be loaded} What the options of Java cost the host is said once, as a warning.
     */
    public static String fastestKernels(Device device) {
        if (device.isGpu()) {
            return "cuda";
        }
        if (!SAID.getAndSet(true)) {
            sayWhatIsLost();
        }
        return PRESENT ? "host" : "plain";
    }

    /**
     * Requires the module.
     *
     * @throws UserError that names the option, if it is not there
     */
    public static void require() {
        if (!PRESENT) {
            throw new UserError("The host kernels need Java's vector instructions: start java with " + FLAG
                    + ", or choose plain kernels.");
        }
    }

    private static void sayWhatIsLost() {
        String lost = Doctor.started().stream()
                .filter(fact -> !fact.ok())
                .map(fact -> fact.name() + " " + fact.value() + " (" + fact.advice() + ")")
                .collect(Collectors.joining("; "));
        if (!lost.isEmpty()) {
            LoggerFactory.getLogger(HostVectors.class)
                    .warn("Java was started without what Fieldwork is fastest with: {}.", lost);
        }
    }
}
