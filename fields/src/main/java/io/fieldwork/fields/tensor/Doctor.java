package io.fieldwork.fields.tensor;

import ai.djl.pytorch.jni.JniUtils;
import io.fieldwork.fields.cuda.CudaDriver;
import io.fieldwork.fields.cuda.NvidiaDevice;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The diagnosis of this machine's set-up, as facts to print. */
public final class Doctor {
    private static final double GIB = 1L << 30;
    private static final int LEAST_JAVA = 25;

    private Doctor() {}

    /**
     * One finding.
     *
     * @param name of the property
     * @param value its finding
     * @param ok whether the finding is as it should be
     * @param advice the remedy; empty if ok
     */
    public record Fact(String name, String value, boolean ok, String advice) {
        static Fact of(String name, String value) {
            return new Fact(name, value, true, "");
        }

        static Fact check(String name, String value, boolean ok, String advice) {
            return new Fact(name, value, ok, ok ? "" : advice);
        }
    }

    /**
     * Examines the machine and loads libtorch. A mistake in the set-up becomes a finding, not an exception.
     *
     * @param wish the device asked for, as {@link Compute#choose} takes it
     * @return the findings in the order to print them
     */
    public static List<Fact> examine(String wish) {
        List<Fact> facts = new ArrayList<>(List.of(java(), system(), memory()));
        facts.addAll(started());
        facts.addAll(devices());
        facts.addAll(libtorch(wish));
        return List.copyOf(facts);
    }

    /** What the way in which Java was started decides. */
    static List<Fact> started() {
        return List.of(
                vectors(), nativeAccess(), allocator(System.getProperty("os.name"), System.getenv("GLIBC_TUNABLES")));
    }

    /**
     * The GNU C library maps and unmaps every large tensor unless told not to, and the page faults cost the CPU up to half its
     * speed.
     */
    static Fact allocator(String system, @Nullable String tunables) {
        if (!system.equals("Linux")) {
            return Fact.of("allocator", "the system's");
        }
        boolean kept = tunables != null && tunables.contains("glibc.malloc.mmap_max=0");
        return Fact.check(
                "allocator",
                kept ? "keeps large blocks" : "maps and unmaps large blocks",
                kept,
                "set GLIBC_TUNABLES=glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184: the CPU is up to"
                        + " twice as fast");
    }

    static Fact threads(int threads, int processors) {
        return Fact.check(
                "threads",
                threads + " in libtorch, " + processors + " processors",
                threads <= processors,
                "set OMP_NUM_THREADS to at most " + processors);
    }

    private static Fact java() {
        return Fact.check(
                "Java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                Runtime.version().feature() >= LEAST_JAVA,
                "install a JDK " + LEAST_JAVA + " or newer");
    }

    private static Fact system() {
        return Fact.of(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
    }

    private static Fact memory() {
        String heap = "Java heap up to %.1f GiB".formatted(Runtime.getRuntime().maxMemory() / GIB);
        String machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? "%.1f GiB, ".formatted(system.getTotalMemorySize() / GIB)
                        : "";
        return Fact.of("memory", machine + heap);
    }

    private static Fact nativeAccess() {
        Module own = Doctor.class.getModule();
        boolean on = own.isNativeAccessEnabled();
        String whose = own.isNamed() ? own.getName() + ",ai.djl.pytorch_engine,com.sun.jna" : "ALL-UNNAMED";
        return Fact.check(
                "native access",
                on ? "on" : "off",
                on,
                "pass --enable-native-access=" + whose + " to java, which warns otherwise");
    }

    private static Fact vectors() {
        boolean on = HostVectors.isPresent();
        return Fact.check(
                "vectors",
                on ? preferredVectorBits() + " bits" : "off",
                on,
                "pass " + HostVectors.FLAG + " to java: the plain kernels in use without it are slower");
    }

    /** Read by reflection, because only the kernels are compiled against the module. */
    private static String preferredVectorBits() {
        try {
            Object species = Class.forName("jdk.incubator.vector.FloatVector")
                    .getField("SPECIES_PREFERRED")
                    .get(null);
            Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
            return String.valueOf(type.getMethod("vectorBitSize").invoke(species));
        } catch (ReflectiveOperationException e) {
            return "an unknown number of";
        }
    }

    private static List<Fact> devices() {
        List<NvidiaDevice> devices = CudaDriver.devices();
        return devices.isEmpty()
                ? List.of(Fact.of("NVIDIA driver", "none"))
                : devices.stream()
                        .map(device -> Fact.of("NVIDIA driver", device.toString()))
                        .toList();
    }

    private static List<Fact> libtorch(String wish) {
        try {
            Compute compute = Compute.choose(wish);
            String build = Libtorch.hasCuda() ? "CUDA build" : "CPU build";
            return List.of(
                    Fact.of("libtorch", Libtorch.load().getVersion() + ", " + build + ", " + Libtorch.folder()),
                    threads(JniUtils.getNumThreads(), Runtime.getRuntime().availableProcessors()),
                    Fact.of("device", compute.name() + ", " + compute.reason()));
        } catch (UserError e) {
            return List.of(new Fact("libtorch", "not usable", false, e.getMessage()));
        }
    }
}
