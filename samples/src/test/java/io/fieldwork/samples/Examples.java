package io.fieldwork.samples;

import io.fieldwork.fields.tensor.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java examples without imports, compiled in memory outside all packages: they see what a user of the project sees. */
final class Examples {
    private static final List<String> FIELDS = packages(
            "io.fieldwork.fields.",
            "encoding field kernel scene.capture scene.radiance radiance tensor train train.optimizer train.store volume");
    private static final List<String> PDE =
            packages("io.fieldwork.pde.", "data domain equation grid operator pinn reference");
    private static final List<String> SHOWN = packages("io.fieldwork.", "render.scene render.viewer samples.kind");
    private static final List<String> OTHERS = List.of(
            "ai.djl.ndarray.*",
            "ai.djl.ndarray.types.DataType",
            "ai.djl.ndarray.types.Shape",
            "com.fasterxml.jackson.annotation.JsonTypeName",
            "io.fieldwork.samples.report.Exhibit",
            "java.lang.foreign.MemorySegment",
            "java.nio.file.Path",
            "java.util.*",
            "java.util.function.*",
            "java.util.stream.*",
            "static java.lang.foreign.ValueLayout.JAVA_FLOAT");

    private final ClassLoader classes;

    private Examples(ClassLoader classes) {
        this.classes = classes;
    }

    private static List<String> packages(String parent, String names) {
        return Arrays.stream(names.split(" ")).map(name -> parent + name + ".*").toList();
    }

    /** Compiles examples together, each a file of its own. */
    static Examples compile(List<String> sources) {
        String imports = List.of(FIELDS, PDE, SHOWN, OTHERS).stream()
                .flatMap(List::stream)
                .map(name -> "import " + name + "; ")
                .collect(Collectors.joining());
        List<Source> files = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            files.add(new Source("Example" + i, imports + sources.get(i)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        try (Memory memory = new Memory(compiler.getStandardFileManager(said, null, null))) {
            if (!compiler.getTask(null, memory, said, options, null, files).call()) {
                throw new AssertionError(said.getDiagnostics().toString());
            }
            return new Examples(memory.loader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Class<?> type(String name) {
        try {
            return classes.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** An object of an example by its one constructor. */
    <T> T make(Class<T> as, String name, Object... arguments) {
        Constructor<?> constructor = type(name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return as.cast(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof UserError mistake) {
                throw mistake;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The result of a static method of an example, of which there is one of that name. */
    <T> T call(Class<T> as, String name, String method, Object... arguments) {
        Method found = Arrays.stream(type(name).getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
        found.setAccessible(true);
        try {
            return as.cast(found.invoke(null, arguments));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("text:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Bytes extends SimpleJavaFileObject {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Bytes(String name) {
            super(URI.create("bytes:///" + name + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return content;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Bytes> written = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return written.computeIfAbsent(name, Bytes::new);
        }

        ClassLoader loader() {
            return new ClassLoader(Examples.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    Bytes found = written.get(name);
                    if (Objects.isNull(found)) {
                        throw new ClassNotFoundException(name);
                    }
                    byte[] bytes = found.content.toByteArray();
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
        }
    }
}
