package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.config.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that is named in place of a configuration: photographs with cameras have one that fits, others are explained. */
record GivenFolder(Path path) {
    private static final String FITTING = "toybox";
    private static final List<String> MODELS = List.of("", "sparse/0", "sparse", "colmap/sparse/0");
    private static final List<String> CAMERAS = Stream.concat(
                    Stream.of("transforms.json", "transforms_train.json"),
                    MODELS.stream()
                            .flatMap(at -> Stream.of("cameras.bin", "cameras.txt")
                                    .map(file -> at.isEmpty() ? file : at + "/" + file)))
            .toList();

    /** The file that says that this is a capture, relative to the folder. */
    Optional<String> cameras() {
        return CAMERAS.stream()
                .filter(name -> Files.isRegularFile(path.resolve(name)))
                .findFirst();
    }

    /** The configuration that learns a capture, under the folder's name. */
    Configuration configuration(JobKinds kinds) {
        String yaml = Shipped.configuration(FITTING).orElseThrow();
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        return Configuration.of(kinds, FITTING + ".yaml", name, yaml)
                .with(path.toString(), "scene.path", path.toString());
    }

    /** What is said before it is used. */
    String said() {
        return path + " is a capture (" + cameras().orElseThrow() + "): 'fieldwork train " + FITTING
                + " --set scene.path=" + path + "'.";
    }

    /** The mistake of naming a folder that no configuration fits by itself. */
    UserError unknown() {
        if (Files.isRegularFile(path.resolve("config.yaml"))) {
            return new UserError(path + " is a run; add --resume to go on with it.");
        }
        if (holds("npz", "npy", "h5", "hdf5", "mat")) {
            return new UserError(
                    path + " holds arrays; copy a configuration of kind operator, name the folder or file in"
                            + " data.path and what is input and output beside it, and train that.");
        }
        String what = holds("ply", "obj", "stl", "glb")
                ? " holds meshes, which nothing learns from yet"
                : holds("png", "jpg", "jpeg")
                        ? " holds images without cameras; run COLMAP on them, or write a transforms.json"
                        : " holds no cameras of photographs (transforms.json, transforms_train.json or a COLMAP model);"
                                + " if it is a run, add --resume";
        return new UserError(path + what + ".");
    }

    private boolean holds(String... endings) {
        try (Stream<Path> files = Files.list(path)) {
            List<String> names = files.map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                    .toList();
            return Stream.of(endings).anyMatch(end -> names.stream().anyMatch(name -> name.endsWith("." + end)));
        } catch (IOException e) {
            throw new UserError(path + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }
}
