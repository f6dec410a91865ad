package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.samples.config.Shipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final String DECAY = """
            package my;

            import ai.djl.ndarray.NDManager;
            import io.fieldwork.fields.network.NetworkOptionsBuilder;
            import io.fieldwork.fields.tensor.Compute;
            import io.fieldwork.fields.train.TrainOptionsBuilder;
            import io.fieldwork.pde.domain.Domain;
            import io.fieldwork.pde.equation.*;
            import io.fieldwork.pde.pinn.*;
            import java.util.List;

            public class App {
                public static void main(String[] arguments) {
                    Problem decay = Problem.on(Domain.ofTime(0, 1))
                            .named("decay", "u_t = -u")
                            .equation("decay", u -> u.t().add(u.value()))
                            .condition(Condition.initial("u", p -> 1));
                    PinnOptions options = PinnOptionsBuilder.builder()
                            .field(NetworkOptionsBuilder.builder().layers(1).width(8).precision("double").build())
                            .collocation(CollocationOptionsBuilder.builder().points(64).build())
                            .train(TrainOptionsBuilder.builder().steps(12L).build())
                            .build();
                    try (NDManager manager = Compute.choose("cpu").newManager();
                            PinnSession session = PinnSession.open(manager, decay, options, null)) {
                        session.trainer(null, List.of()).run();
                        System.out.println(session.solution().at("u", new double[] {0.5})[0]);
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
        javac("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), source.toString());
    }

    private static void javac(String... options) {
        String[] all = Stream.concat(Stream.of("-proc:none", "-nowarn"), Stream.of(options))
                .toArray(String[]::new);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, all));
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

    private static final String MODULE = """
            module my.app {
                requires fieldwork.pde;
                requires fieldwork.fields;
                requires ai.djl.api;
                requires org.slf4j;
            }
            """;

    /** What is no module of a program that solves an equation, and libtorch, whose jar cannot be one. */
    private static final Pattern NO_MODULE = Pattern.compile(
            ".*(junit|opentest4j|apiguardian|hamcrest|archunit|lwjgl|imgui|jcodec|jline|progressbar|picocli|asm"
                    + "|pytorch-native|fieldwork-|jna-platform).*");

    @Test
    void aNamedModuleRunsWithLibtorchOnTheClassPath() throws IOException {
        Path modules = Files.createDirectories(folder.resolve("modules"));
        List<Path> places = Arrays.stream(
                        System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .toList();
        for (Path place : places) {
            String name = String.valueOf(place.getFileName());
            if (name.endsWith(".jar") && !NO_MODULE.matcher(name).matches()) {
                Files.copy(place, modules.resolve(name));
            }
        }
        jar(modules.resolve("fieldwork-fields-0.1.jar"), Compute.class);
        jar(modules.resolve("fieldwork-pde-0.1.jar"), Problem.class);
        String path = folder.resolve("app") + System.getProperty("path.separator") + modules;
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("module-info.java"), MODULE);
        Path program = Files.createDirectories(source.resolve("my")).resolve("App.java");
        Files.writeString(program, DECAY);
        javac(
                "-d",
                folder.resolve("app").toString(),
                "-p",
                modules.toString(),
                source.resolve("module-info.java").toString(),
                program.toString());
        String libtorch = places.stream()
                .map(Path::toString)
                .filter(name -> name.contains("pytorch-native"))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Output said = java("-Dai.djl.offline=true", "-p", path, "-cp", libtorch, "-m", "my.app/my.App");
        assertTrue(said.number(0) > -1 && said.number(0) < 2, said.toString());
        assertTrue(said.err().contains("--enable-native-access=fieldwork.fields,ai.djl.pytorch_engine"), said.err());
    }

    /** The jar of the classes among which a type is, as Maven would make it. */
    private static void jar(Path file, Class<?> type) throws IOException {
        Path from =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(from)) {
            Files.copy(from, file);
            return;
        }
        assertEquals(
                0,
                java.util.spi.ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--file",
                                file.toString(),
                                "-C",
                                from.toString(),
                                "."));
    }

    /** Runs the program in a virtual machine with these options alone. */
    private static Output run(String... options) {
        List<String> words = new ArrayList<>(Arrays.asList(options));
        words.addAll(List.of(
                "-cp",
                folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "Foreign",
                Shipped.locate("shipped:toybox").toString(),
                folder.resolve("table.h5").toString()));
        return java(words.toArray(String[]::new));
    }

    private static Output java(String... words) {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(words));
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
