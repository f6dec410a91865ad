package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes of users are found and used, or refused in one sentence. */
class ProblemClassTest {
    private static final String PROBLEM = "Problem.on(Domain.interval(\"x\", 0, 1)).named(\"own\", \"u_x = 0\")";

    @TempDir
    Path temp;

    private Path classes;

    @BeforeEach
    void open() throws IOException {
        classes = Files.createDirectories(temp.resolve("classes"));
    }

    private void compile(String name, String body) throws IOException {
        Path source = Files.writeString(
                temp.resolve(name + ".java"),
                "package own; import io.fieldwork.pde.domain.*; import io.fieldwork.pde.equation.*;\n" + body);
        String[] options = {
            "-proc:none",
            "-nowarn",
            "-cp",
            System.getProperty("java.class.path") + ":" + classes,
            "-d",
            "" + classes,
            "" + source
        };
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options));
    }

    private ProblemClass found(String name) {
        return new ProblemClass(name, List.of(classes.toString()));
    }

    private String refused(String name) {
        String message =
                assertThrows(UserError.class, () -> found(name).problem()).getMessage();
        assertTrue(message.endsWith(".") && message.lines().count() == 1, message);
        return message;
    }

    @Test
    void bothFormsGiveTheProblem() throws IOException {
        compile("A", "class A { private static Problem problem() { return " + PROBLEM + "; } }");
        compile(
                "B",
                "record B() implements java.util.function.Supplier<Problem> { public Problem get() { return " + PROBLEM
                        + "; } }");
        assertEquals("own", found("own.A").problem().name());
        assertEquals("own", found("own.B").problem().name());
        assertEquals(found("own.A").digest(), found("own.A").digest());
        assertNotEquals(found("own.A").digest(), found("own.B").digest());
    }

    @Test
    void aJarWillDo() throws IOException {
        compile("A", "public class A { public static Problem problem() { return " + PROBLEM + "; } }");
        Path jar = temp.resolve("own.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("own/A.class"));
            out.write(Files.readAllBytes(classes.resolve("own/A.class")));
        }
        assertEquals(
                "own",
                new ProblemClass("own.A", List.of(jar.toString())).problem().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class A {}                                                  | gives no problem; expected a method 'static",
                "class A { Problem problem() { return null; } }              | gives no problem; expected a method 'static",
                "class A { static Problem problem(int n) { return null; } }  | gives no problem; expected a method 'static",
                "class A { static Object problem() { return 3; } }           | gives 3; expected a Problem.",
                "class A { static Problem problem() { return null; } }       | gives null; expected a Problem.",
                "class A { static Problem problem() { throw new IllegalStateException(\"no heat\"); } } | gives no problem:"
                        + " java.lang.IllegalStateException: no heat.",
                "class A { static int n = 1 / 0; static Problem problem() { return null; } } | gives no problem:"
                        + " java.lang.ArithmeticException: / by zero.",
                "class A { static Problem problem() { return Problem.on(Domain.interval(\"x\", 1, 0)); } } | gives no problem: An"
                        + " interval needs a lower end below",
                "abstract class A implements java.util.function.Supplier<Problem> {} | gives no problem:"
                        + " java.lang.InstantiationException",
            })
    void whatGivesNoProblemIsExplained(String body, String expected) throws IOException {
        compile("A", body);
        String message = refused("own.A");
        assertTrue(message.startsWith("The class own.A " + expected), message);
    }

    @Test
    void aClassThatIsNotThereIsLookedForByItsFile() throws IOException {
        String missing = refused("own.C");
        assertEquals(
                "problem.type is own.C, but there is no such class in " + classes + "; expected own/C.class there.",
                missing);
        compile("A", "class A {}");
        Path inside = classes.resolve("own");
        String wrong = assertThrows(UserError.class, () -> new ProblemClass("A", List.of(inside.toString())).problem())
                .getMessage();
        assertTrue(wrong.startsWith("problem.type is A, but A.class holds another class ("), wrong);
        String place = assertThrows(UserError.class, () -> new ProblemClass("A", List.of("/none/at/all")).problem())
                .getMessage();
        assertEquals("problem.classes is /none/at/all; expected a folder of classes or a jar that is there.", place);
    }

    @Test
    void whatItNeedsIsNamed() throws IOException {
        compile("Data", "class Data { static double a() { return 2; } }");
        compile(
                "A",
                "class A { static Problem problem() { return Problem.on(Domain.interval(\"x\", 0, Data.a())); } }");
        Files.delete(classes.resolve("own/Data.class"));
        String message = refused("own.A");
        assertTrue(message.contains("it needs own/Data, which is in none of the places of --classes"), message);
    }

    @Test
    void newerAndDamagedClassesAreNamed() throws IOException {
        compile("A", "class A {}");
        Path file = classes.resolve("own/A.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (Runtime.version().feature() + 44 + 2);
        Files.write(file, bytes);
        int own = Runtime.version().feature();
        assertEquals(
                "The class own.A was compiled for Java " + (own + 2) + ", but this is Java " + own
                        + "; expected javac --release " + own + ".",
                refused("own.A"));
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(refused("own.A").startsWith("The class own.A gives no problem: java.lang.ClassFormatError"));
    }
}
