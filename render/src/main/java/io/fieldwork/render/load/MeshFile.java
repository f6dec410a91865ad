package io.fieldwork.render.load;

import io.fieldwork.render.scene.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A reader of mesh files: PLY, OBJ, STL, OFF, glTF. */
public final class MeshFile {
    /** The endings of names that {@link #read} understands. */
    public static final List<String> ENDINGS = List.of(".ply", ".obj", ".stl", ".off", ".gltf", ".glb");

    private MeshFile() {}

    /**
     * Everything in a file that can be shown: surface, lines, or points alone. Where a format says that y is up (glTF) it is
     * turned, so that z is.
     *
     * @param file whose name ends in one of {@link #ENDINGS}
     * @param plain colour of what has none
     * @return its items, of which surfaces have normals only if the file gives one for every corner
     * @throws IOException in one sentence, if there is no such file, it is damaged, or nothing in it can be shown
     */
    public static Model read(Path file, Color plain) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("there is no file " + file + " that can be read");
        }
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new IOException(file + " has more than 2 GiB, which is more than can be read");
        }
        try {
            return Assembly.model(
                    draft(file, unmarked(Files.readAllBytes(file))).finish(), plain);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A text without the mark of its byte order, with which some editors begin it. */
    private static byte[] unmarked(byte[] content) {
        boolean marked = content.length >= 3
                && (content[0] & 0xff) == 0xef
                && (content[1] & 0xff) == 0xbb
                && (content[2] & 0xff) == 0xbf;
        return marked ? Arrays.copyOfRange(content, 3, content.length) : content;
    }

    private static Draft draft(Path file, byte[] content) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "ply" -> PlyReader.read(content);
            case "obj" -> ObjReader.read(file, content);
            case "stl" -> StlReader.read(content);
            case "off" -> OffReader.read(content);
            case "gltf", "glb" -> GltfReader.read(file, content);
            default -> throw new IOException("expected a name that ends in one of " + String.join(", ", ENDINGS));
        };
    }
}
