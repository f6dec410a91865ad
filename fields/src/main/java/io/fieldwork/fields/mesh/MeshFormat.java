package io.fieldwork.fields.mesh;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which meshes are written, in single precision. */
public enum MeshFormat {
    /** Binary PLY. */
    PLY {
        @Override
        void to(OutputStream out, PaintedMesh mesh, String name) throws IOException {
            PlyFile.to(out, mesh);
        }

        @Override
        void beside(Path file, PaintedMesh mesh) {
            UserError.require(mesh.texture() == null, "--out", file, "a name that ends in .glb or .obj for a texture");
        }
    },
    /** Wavefront OBJ, colours after the coordinates as most programs read them; a texture is a material {@code .mtl} and a picture {@code .png} of the same name. */
    OBJ {
        @Override
        void to(OutputStream out, PaintedMesh mesh, String name) throws IOException {
            ObjFile.to(out, mesh, name);
        }

        @Override
        void beside(Path file, PaintedMesh mesh) throws IOException {
            ObjFile.material(file, mesh);
        }

        @Override
        public List<Path> files(Path file, boolean textured) {
            return textured
                    ? List.of(file, file.resolveSibling(name(file) + ".mtl"), file.resolveSibling(name(file) + ".png"))
                    : List.of(file);
        }
    },
    /** Binary glTF 2, turned so that y is up where z was, as the format has it. */
    GLB {
        @Override
        void to(OutputStream out, PaintedMesh mesh, String name) throws IOException {
            GlbFile.to(out, mesh);
        }
    };

    /** The endings of names, in the order in which errors name them. */
    public static final List<String> ENDINGS = List.of(".ply", ".obj", ".glb");

    /** {@return whether a texture can lie on such a mesh} */
    public boolean textured() {
        return this != PLY;
    }

    /** Writes the file of a name, without its ending. */
    abstract void to(OutputStream out, PaintedMesh mesh, String name) throws IOException;

    /** Writes what a file of this format leaves to others. */
    void beside(Path file, PaintedMesh mesh) throws IOException {}

    /** {@return the files that are written for one of this name} */
    public List<Path> files(Path file, boolean textured) {
        return List.of(file);
    }

    /** {@return the format that the ending of a name stands for, if there is one} */
    public static Optional<MeshFormat> find(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * {@return the format that the ending of a name stands for}
     *
     * @throws UserError if there is none
     */
    public static MeshFormat of(Path file) {
        return find(file)
                .orElseThrow(() -> new UserError("The name of the mesh is " + file + "; expected one that ends in "
                        + String.join(", ", ENDINGS) + "."));
    }

    /** The name of a file without its ending. */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * Writes a file atomically.
     *
     * @throws UserError if it cannot be written
     */
    public void write(Path file, PaintedMesh mesh) {
        try {
            beside(file, mesh);
            AtomicFile.write(file, out -> to(out, mesh, name(file)));
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
