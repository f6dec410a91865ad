package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.config.Shipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program outside the project runs on its class path alone, without options of Java, in threads of a pool. */
final class ForeignProgramTest {
    private static final String VECTORS = "--add-modules jdk.incubator.vector";
    private static final String PROGRAM = """
            import ai.djl.ndarray.NDManager;
            import io.fieldwork.fields.network.NetworkOptionsBuilder;
            import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
            import io.fieldwork.fields.scene.capture.SceneOptionsBuilder;
            import io.fieldwork.fields.scene.radiance.*;
            import io.fieldwork.fields.tensor.Compute;
            import io.fieldwork.fields.train.*;
            import io.fieldwork.fields.volume.SamplingOptionsBuilder;
            import io.fieldwork.pde.domain.Domain;
            import io.fieldwork.pde.equation.*;
            import io.fieldwork.pde.pinn.*;
            import io.jhdf.HdfFile;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.concurrent.ExecutorService;
            import java.util.concurrent.Executors;

            public class Foreign {
                static TrainOptions train(long steps) {
                    return TrainOptionsBuilder.builder().steps(steps).build();
                }

                static double field(NDManager manager, Path photos) {
                    var options = RadianceOptionsBuilder.builder()
                            .scene(SceneOptionsBuilder.builder().path(photos.toString()).imageScale(0.01).build())
                            .field(HashGridOptionsBuilder.builder().levels(3).log2Table(9).finestResolution(32.0).hidden(8).build())
                            .sampling(SamplingOptionsBuilder.builder().samples(512).stepsAcross(32).occupancyResolution(8).build())
                            .train(train(12))
                            .build();
                    try (RadianceSession session = options.open(manager, Path.of("."))) {
                        session.trainer(null, List.of()).run();
                        float[] view = session.render(session.capture().test().getFirst().camera()).rgb();
                        double sum = 0;
                        for (float value : view) {
                            sum += value;
                        }
                        return sum / view.length;
                    }
                }

                static double equation(NDManager manager) {
                    Problem heat = Problem.on(Domain.interval("x", 0, 1).time(0, 1))
                            .named("heat", "u_t = u_xx")
                            .equation("heat", u -> u.t().sub(u.xx()))
                            .condition(Condition.initial("u", p -> Math.sin(Math.PI * p[1])))
                            .condition(Condition.dirichlet("u", p -> 0));
                    PinnOptions options = PinnOptionsBuilder.builder()
                            .field(NetworkOptionsBuilder.builder().layers(1).width(8).precision("double").build())
                            .collocation(CollocationOptionsBuilder.builder().points(64).initial(16).boundary(16).build())
                            .train(train(12))
                            .build();
                    try (PinnSession session = PinnSession.open(manager, heat, options, null)) {
                        session.trainer(null, List.of()).run();
                        return session.solution().at("u", new double[] {0.1, 0.5})[0];
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    Path table = Path.of(arguments[1]);
                    try (var file = HdfFile.write(table)) {
                        file.putDataset("numbers", new double[] {1, 2, 3});
                    }
                    try (HdfFile file = new HdfFile(table)) {
                        System.out.println(((double[]) file.getDatasetByPath("numbers").getData())[2]);
                    }
                    try (NDManager manager = Compute.choose("cpu").newManager();
                            ExecutorService pool = Executors.newFixedThreadPool(2)) {
                        System.out.println(pool.submit(() -> field(manager, Path.of(arguments[0]))).get());
                        System.out.println(pool.submit(() -> equation(manager)).get());
                    }
                }
            }
            """;

    @TempDir
    private static Path folder;

    /** What a program printed. */
    private record Output(List<String> out, String err) {
        double number(int line) {
            return Double.parseDouble(out.get(line));
        }
    }

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Foreign.java"), PROGRAM);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-nowarn",
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString()));
    }

    @Test
    void runsWithPlainKernelsAndSaysWhatIsLost() {
        Output plain = run();
        Output host = run(VECTORS.split(" "));
        assertEquals(3, plain.number(0));
        assertEquals(host.number(1), plain.number(1), 1e-4);
        assertEquals(host.number(2), plain.number(2), 1e-9);
        assertEquals(2, plain.err().split(VECTORS, -1).length, plain.err());
        assertTrue(
                plain.err().contains("GLIBC_TUNABLES")
                        || !System.getProperty("os.name").equals("Linux"),
                plain.err());
        assertFalse(host.err().contains(VECTORS), host.err());
        for (String noise : List.of("SLF4J", "INFO", "Exception", "sun.misc.Unsafe")) {
            assertFalse(plain.err().contains(noise), plain.err());
        }
    }

    /** Runs the program in a virtual machine with these options alone. */
    private static Output run(String... options) {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of(
                "-cp",
                folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "Foreign",
                Shipped.locate("shipped:toybox").toString(),
                folder.resolve("table.h5").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("GLIBC_TUNABLES", "JAVA_TOOL_OPTIONS", "TORCH_CPP_LOG_LEVEL"));
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(err);
            assertTrue(ended, said);
            assertEquals(0, process.exitValue(), said);
            return new Output(Files.readAllLines(out), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
