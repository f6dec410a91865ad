package io.fieldwork.samples.cli;

import io.fieldwork.samples.config.Configuration;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command-line option of the places where a user's own classes are. */
final class OwnClasses {
    @Option(
            names = "--classes",
            paramLabel = "PATHS",
            description = "Folders and jars with the class that problem.type names, joined as in a class path.")
    private @Nullable String classes;

    /** Whether the option was given. */
    boolean given() {
        return classes != null;
    }

    /** The configuration with these places, relative ones from a folder. */
    Configuration in(Configuration configuration, Path directory) {
        if (classes == null) {
            return configuration;
        }
        List<String> places = Stream.of(classes.split(File.pathSeparator))
                .map(place -> directory.resolve(place).toString())
                .toList();
        return configuration.with("--classes", "problem.classes", places);
    }
}
