package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.config.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file or folder that is named in place of a configuration. A capture, a mesh, a picture and a data set of pairs have a
 * configuration that fits; what has none, or more than one reading, is explained.
 */
record GivenData(Path path) {
    private static final String CAPTURE = "toybox";
    private static final String PAIRS = "darcy-64";
    private static final String MESH = "distance";
    private static final String PICTURE = "image";
    private static final List<String> CAMERAS = Stream.of(
                    Stream.of("transforms.json", "transforms_train.json"),
                    Stream.of("", "sparse/0/", "sparse/", "colmap/sparse/0/")
                            .flatMap(at -> Stream.of("cameras.bin", "cameras.txt", "images.bin", "images.txt")
                                    .map(at::concat)),
                    Stream.of("poses_bounds.npy", "cameras.npz", "cameras_sphere.npz"))
            .flatMap(names -> names)
            .toList();

    /** What files hold, by their endings. */
    private enum Content {
        ARRAYS("npz", "npy", "h5", "hdf5", "mat"),
        MESHES("ply", "obj", "stl", "off", "glb", "gltf"),
        IMAGES("png", "jpg", "jpeg", "tif", "tiff"),
        CAMERAS("json");

        private final List<String> endings;

        Content(String... endings) {
            this.endings = List.of(endings);
        }

        static Optional<Content> of(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(content -> content.endings.stream().anyMatch(end -> name.endsWith("." + end)))
                    .findFirst();
        }
    }

    /** Whether there is a folder at a path, or a file that is known to be no configuration. */
    static boolean isOne(Path path) {
        return Files.isDirectory(path)
                || Files.isRegularFile(path) && Content.of(path).isPresent();
    }

    /** The configuration that learns it, under its name; {@code say} takes the line that says which. */
    Configuration configuration(JobKinds kinds, Consumer<String> say) {
        List<String> cameras = cameras();
        if (!cameras.isEmpty()) {
            say.accept(path + " is a capture (" + cameras.getFirst() + also(cameras) + "): 'fieldwork train " + CAPTURE
                    + " --set scene.path=" + path + "'.");
            return shipped(kinds, CAPTURE).with(path.toString(), "scene.path", path.toString());
        }
        if (isFileOf(Content.MESHES)) {
            return scene(kinds, MESH, "a mesh", say);
        }
        if (isFileOf(Content.IMAGES)) {
            return scene(kinds, PICTURE, "a picture", say);
        }
        Path arrays = arrays();
        String value = "{type: pairs, path: '" + arrays.toString().replace("'", "''") + "'}";
        say.accept(arrays + " holds arrays: 'fieldwork train " + PAIRS + " --set \"data=" + value + "\"'.");
        return shipped(kinds, PAIRS).set("data=" + value);
    }

    private boolean isFileOf(Content content) {
        return Files.isRegularFile(path)
                && Content.of(path).filter(content::equals).isPresent();
    }

    private Configuration scene(JobKinds kinds, String fitting, String what, Consumer<String> say) {
        say.accept(path + " is " + what + ": 'fieldwork train " + fitting + " --set scene.path=" + path + "'.");
        return shipped(kinds, fitting).with(path.toString(), "scene.path", path.toString());
    }

    private Configuration shipped(JobKinds kinds, String fitting) {
        String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        String name = Files.isDirectory(path) ? file : file.replaceFirst("[.][^.]*$", "");
        return Configuration.of(
                kinds, fitting + ".yaml", name, Shipped.configuration(fitting).orElseThrow());
    }

    /** The files that say that this is a capture, relative to the folder, or this file. */
    private List<String> cameras() {
        if (Files.isRegularFile(path)) {
            return Content.of(path).filter(Content.CAMERAS::equals).isPresent()
                    ? List.of(path.getFileName().toString())
                    : List.of();
        }
        return CAMERAS.stream()
                .filter(name -> Files.isRegularFile(path.resolve(name)))
                .toList();
    }

    /** What to write if another model is wanted than the first of a folder's. */
    private static String also(List<String> cameras) {
        return cameras.stream()
                .filter(other -> !format(other).equals(format(cameras.getFirst()))
                        && !format(other).isEmpty())
                .findFirst()
                .map(other -> "; --set scene.format=" + format(other) + " takes " + other)
                .orElse("");
    }

    /** What scene.format calls the layout of a file of cameras; nothing for transforms, whose text tells. */
    private static String format(String cameras) {
        String named = cameras.endsWith(".npy") ? "llff" : cameras.endsWith(".npz") ? "dtu" : "colmap";
        return cameras.startsWith("transforms") ? "" : named;
    }

    /** The one file of arrays, or the folder of NPY files; everything else is a mistake that is explained. */
    private Path arrays() {
        List<Path> files = files();
        List<Content> found = files.stream()
                .flatMap(file -> Content.of(file).stream())
                .distinct()
                .toList();
        if (!found.contains(Content.ARRAYS)) {
            throw unknown(found);
        }
        List<Path> arrays = files.stream()
                .filter(file -> Content.of(file).filter(Content.ARRAYS::equals).isPresent())
                .sorted()
                .toList();
        boolean single = arrays.stream()
                .allMatch(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".npy"));
        if (found.size() > 1 || arrays.size() > 1 && !single) {
            throw new UserError(
                    ("%s holds %d files of arrays (%s)%s; name the one that is meant, or, if each is a sample,"
                                    + " write a configuration with data: {type: pairs, path: %s}.")
                            .formatted(
                                    path,
                                    arrays.size(),
                                    names(arrays),
                                    found.size() > 1
                                            ? " beside "
                                                    + found.getLast().name().toLowerCase(Locale.ROOT)
                                            : "",
                                    path));
        }
        return single ? path : arrays.getFirst();
    }

    private static String names(List<Path> files) {
        List<String> names = files.stream()
                .limit(3)
                .map(file -> file.getFileName().toString())
                .toList();
        return String.join(", ", names) + (files.size() > 3 ? ", ..." : "");
    }

    private UserError unknown(List<Content> found) {
        if (Files.isRegularFile(path.resolve("config.yaml"))) {
            return new UserError(path + " is a run; add --resume to go on with it.");
        }
        String what;
        if (found.contains(Content.MESHES)) {
            what = " holds meshes; name the one whose distance is to be learned";
        } else if (found.contains(Content.IMAGES)) {
            what =
                    " holds images without cameras; run COLMAP on them, or write a transforms.json; one image by its name is"
                            + " learned as a picture";
        } else {
            what = " holds neither cameras of photographs (transforms.json, transforms_train.json, a COLMAP model,"
                    + " poses_bounds.npy or cameras.npz) nor"
                    + " arrays (NPZ, NPY, HDF5, MATLAB); if it is a run, add --resume";
        }
        return new UserError(path + what + ".");
    }

    private List<Path> files() {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        } catch (IOException e) {
            throw new UserError(path + " cannot be listed: " + UserError.reason(e) + ".", e);
        }
    }
}
