package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.Digest;
import io.fieldwork.pde.equation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A user's class that gives a problem: by a static method {@code problem()}, or as a {@code Supplier<Problem>}.
 *
 * @param name of the class with its package
 * @param places folders and jars where it is looked for, beside the program itself
 */
record ProblemClass(String name, List<String> places) {
    private static final int BEFORE_JAVA_1 = 44;

    /** The problem; a {@link UserError} that says what is wrong with the class. */
    Problem problem() {
        try {
            Object made = made(load());
            if (made instanceof Problem problem) {
                return problem;
            }
            throw new UserError("The class " + name + " gives " + made + "; expected a Problem.");
        } catch (InvocationTargetException e) {
            throw failed(e.getCause());
        } catch (LinkageError | ReflectiveOperationException e) {
            throw failed(e);
        }
    }

    private UserError failed(Throwable e) {
        Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
        String reason = cause instanceof NoClassDefFoundError
                ? "it needs " + cause.getMessage() + ", which is in none of the places of --classes"
                : cause instanceof UserError ? cause.getMessage() : String.valueOf(cause);
        String line = reason.lines().findFirst().orElse("").replaceFirst("[.]$", "");
        return new UserError("The class " + name + " gives no problem: " + line + ".", e);
    }

    /** The loader stays open, because residuals are classes of their own that are loaded when they are needed. */
    private URLClassLoader loader() {
        URL[] urls = places.stream().map(ProblemClass::url).toArray(URL[]::new);
        return new URLClassLoader(urls, ProblemClass.class.getClassLoader());
    }

    private static URL url(String place) {
        Path path = Path.of(place);
        boolean usable = Files.isDirectory(path) || Files.isRegularFile(path) && place.endsWith(".jar");
        UserError.require(usable, "problem.classes", place, "a folder of classes or a jar that is there");
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserError("problem.classes is " + place + ", which has no URL.", e);
        }
    }

    private Class<?> load() {
        try {
            return Class.forName(name, true, loader());
        } catch (ClassNotFoundException e) {
            String where = places.isEmpty()
                    ? "; --classes names the folder or jar where it is."
                    : " in " + String.join(", ", places) + "; expected " + file() + " there.";
            throw new UserError("problem.type is " + name + ", but there is no such class" + where, e);
        } catch (UnsupportedClassVersionError e) {
            String version = e.getMessage().replaceFirst(".*class file version (\\d+).*", "$1");
            int own = Runtime.version().feature();
            throw new UserError(
                    "The class " + name + " was compiled for Java "
                            + (Integer.parseInt(version) - BEFORE_JAVA_1) + ", but this is Java " + own
                            + "; expected javac"
                            + " --release " + own + ".",
                    e);
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).contains("wrong name")) {
                throw e;
            }
            throw new UserError(
                    "problem.type is " + name + ", but " + file() + " holds another class (" + e.getMessage()
                            + "); expected the name with its package.",
                    e);
        }
    }

    private String file() {
        return name.replace('.', '/') + ".class";
    }

    private Object made(Class<?> type) throws ReflectiveOperationException {
        if (Supplier.class.isAssignableFrom(type)) {
            Constructor<?> constructor = suitable(type.getDeclaredConstructors());
            constructor.setAccessible(true);
            Method get = Supplier.class.getMethod("get");
            return get.invoke(constructor.newInstance());
        }
        Method method = suitable(Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("problem") && Modifier.isStatic(m.getModifiers()))
                .toArray(Method[]::new));
        method.setAccessible(true);
        return method.invoke(null);
    }

    private <T extends Executable> T suitable(T[] found) {
        return Arrays.stream(found)
                .filter(one -> one.getParameterCount() == 0)
                .findFirst()
                .orElseThrow(() -> new UserError("The class " + name + " gives no problem; expected a method 'static"
                        + " Problem problem()', or a Supplier<Problem> with a constructor without parameters."));
    }

    /** A digest of the class as it is now; empty if its bytes cannot be read. */
    String digest() {
        try (URLClassLoader loader = loader();
                InputStream in = loader.getResourceAsStream(file())) {
            return in == null ? "" : Digest.of(Stream.of(in.readAllBytes()));
        } catch (IOException e) {
            return "";
        }
    }
}
