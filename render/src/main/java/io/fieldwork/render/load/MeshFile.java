package io.fieldwork.render.load;

import static org.lwjgl.assimp.Assimp.aiGetErrorString;
import static org.lwjgl.assimp.Assimp.aiImportFile;
import static org.lwjgl.assimp.Assimp.aiProcess_JoinIdenticalVertices;
import static org.lwjgl.assimp.Assimp.aiProcess_PreTransformVertices;
import static org.lwjgl.assimp.Assimp.aiProcess_Triangulate;
import static org.lwjgl.assimp.Assimp.aiReleaseImport;

import io.fieldwork.render.scene.Triangles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lwjgl.assimp.AIColor4D;
import org.lwjgl.assimp.AIFace;
import org.lwjgl.assimp.AIMesh;
import org.lwjgl.assimp.AIScene;
import org.lwjgl.assimp.AIVector3D;

/** A reader of mesh files: PLY, OBJ, STL, OFF, glTF. */
public final class MeshFile {
    /** The endings of names that {@link #read} understands. */
    public static final List<String> ENDINGS = List.of(".ply", ".obj", ".stl", ".off", ".gltf", ".glb");

    private static final int STEPS =
            aiProcess_Triangulate | aiProcess_JoinIdenticalVertices | aiProcess_PreTransformVertices;

    private MeshFile() {}

    /**
     * All triangles of a file as one surface. Where a format says that y is up (glTF) it is turned, so that z is.
     *
     * @param file whose name ends in one of {@link #ENDINGS}
     * @return the surface, with normals and colours if all its parts have them
     * @throws IOException in one sentence, if there is no such file or no triangle in it
     */
    public static Triangles read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no file " + file + " that can be read");
        }
        AIScene scene = aiImportFile(file.toString(), STEPS);
        if (scene == null) {
            throw new IOException(file + " holds no surface: " + aiGetErrorString());
        }
        try {
            return gathered(
                    file, scene, file.toString().toLowerCase(Locale.ROOT).matches(".*[.]gl(tf|b)"));
        } finally {
            aiReleaseImport(scene);
        }
    }

    private static Triangles gathered(Path file, AIScene scene, boolean yUp) throws IOException {
        AIMesh[] meshes = new AIMesh[scene.mNumMeshes()];
        Arrays.setAll(meshes, i -> AIMesh.create(scene.mMeshes().get(i)));
        int vertices = Arrays.stream(meshes).mapToInt(AIMesh::mNumVertices).sum();
        float[] positions = new float[3 * vertices];
        float[] normals = Arrays.stream(meshes).allMatch(m -> m.mNormals() != null) ? new float[3 * vertices] : null;
        float[] colors = Arrays.stream(meshes).allMatch(m -> m.mColors(0) != null) ? new float[3 * vertices] : null;
        int[] corners = new int[0];
        int first = 0;
        for (AIMesh mesh : meshes) {
            copy(mesh.mVertices(), positions, 3 * first, yUp);
            if (normals != null) {
                copy(mesh.mNormals(), normals, 3 * first, yUp);
            }
            if (colors != null) {
                copy(mesh.mColors(0), colors, 3 * first);
            }
            corners = joined(corners, mesh.mFaces(), first);
            first += mesh.mNumVertices();
        }
        if (corners.length == 0) {
            throw new IOException(file + " holds no triangles");
        }
        return new Triangles(positions, corners, normals, colors);
    }

    private static void copy(AIVector3D.@Nullable Buffer from, float[] into, int at, boolean yUp) {
        for (int i = 0; from != null && i < from.remaining(); i++) {
            AIVector3D v = from.get(i);
            into[at + 3 * i] = v.x();
            into[at + 3 * i + 1] = yUp ? -v.z() : v.y();
            into[at + 3 * i + 2] = yUp ? v.y() : v.z();
        }
    }

    private static void copy(AIColor4D.@Nullable Buffer from, float[] into, int at) {
        for (int i = 0; from != null && i < from.remaining(); i++) {
            AIColor4D c = from.get(i);
            into[at + 3 * i] = c.r();
            into[at + 3 * i + 1] = c.g();
            into[at + 3 * i + 2] = c.b();
        }
    }

    /** Points and lines, which have fewer corners, are left out. */
    private static int[] joined(int[] before, AIFace.Buffer faces, int first) {
        int[] all = Arrays.copyOf(before, before.length + 3 * faces.remaining());
        int at = before.length;
        for (int i = 0; i < faces.remaining(); i++) {
            if (faces.get(i).mNumIndices() == 3) {
                for (int c = 0; c < 3; c++) {
                    all[at++] = first + faces.get(i).mIndices().get(c);
                }
            }
        }
        return Arrays.copyOf(all, at);
    }
}
