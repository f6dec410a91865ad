package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of images that belong to cameras by the order of their names.
 *
 * @param path of the folder
 * @param files its PNG, JPEG and TIFF images, by name
 */
record ImageFolder(Path path, List<Path> files) {
    private static final String ENDINGS = "(?i).*[.](png|jpe?g|tiff?)";

    /** The folder that is named, or the first of the usual ones that is there; a sentence if there is none. */
    static ImageFolder of(Path parent, @Nullable String named, String... usual) {
        ImageFolder found = named == null ? find(parent, usual) : find(parent, named);
        if (found == null) {
            throw new UserError("The folder of images %s does not exist; scene.images names it, for example images_4."
                    .formatted(parent.resolve(named == null ? usual[0] : named)));
        }
        return found;
    }

    /** The first of some folders that is there, or null. */
    static @Nullable ImageFolder find(Path parent, String... usual) {
        for (String name : usual) {
            Path path = parent.resolve(name);
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    return new ImageFolder(
                            path,
                            inside.filter(file -> file.getFileName().toString().matches(ENDINGS))
                                    .sorted(Comparator.comparing(
                                            file -> file.getFileName().toString()))
                                    .toList());
                } catch (IOException e) {
                    throw new UserError("The folder %s cannot be read (%s).".formatted(path, UserError.reason(e)), e);
                }
            }
        }
        return null;
    }

    /** Requires one image for each camera of a file. */
    void require(int cameras, Path source) {
        if (files.size() != cameras) {
            throw new UserError(
                    "%s has %d cameras, but %s holds %d PNG, JPEG or TIFF images; expected one each, in the order of names."
                            .formatted(source, cameras, path, files.size()));
        }
    }
}
