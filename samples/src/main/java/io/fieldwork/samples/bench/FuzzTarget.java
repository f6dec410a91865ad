package io.fieldwork.samples.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.pde.data.Hdf5OptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.npz.NpyArray;
import io.fieldwork.pde.npz.NpzFile;
import io.fieldwork.render.export.CameraPathJson;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.scene.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader of files with a few whole ones to begin with.
 *
 * @param name of the reader
 * @param file name of the files, whose ending may choose the reader
 * @param seeds whole files
 * @param reader reads a file; a UserError or IOException is a proper answer
 */
record FuzzTarget(String name, String file, List<byte[]> seeds, Reader reader) {
    /** A reader of a file. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** Whether the seeds can be read: those of a capture lack their photographs. */
    boolean whole() {
        return !name.equals("transforms");
    }

    /** All readers. */
    static List<FuzzTarget> all() throws IOException {
        return List.of(
                mesh(
                        "x.ply",
                        FuzzSeeds.ply("ascii"),
                        FuzzSeeds.ply("binary_little_endian"),
                        FuzzSeeds.ply("binary_big_endian")),
                mesh("x.obj", FuzzSeeds.obj()),
                mesh("x.stl", FuzzSeeds.stlText(), FuzzSeeds.stlBinary()),
                mesh("x.off", FuzzSeeds.off()),
                mesh("x.gltf", FuzzSeeds.gltf()),
                mesh("x.glb", FuzzSeeds.glb()),
                new FuzzTarget("photograph", "x.png", FuzzSeeds.pictures(), Image::read),
                new FuzzTarget("picture", "x.png", FuzzSeeds.pictures(), file -> Png.read(Files.newInputStream(file))),
                new FuzzTarget("camera path", "x.json", List.of(FuzzSeeds.cameraPath()), FuzzTarget::cameraPath),
                new FuzzTarget("transforms", "transforms.json", List.of(FuzzSeeds.transforms()), FuzzTarget::capture),
                new FuzzTarget("safetensors", "x.safetensors", FuzzSeeds.safetensors(), FuzzTarget::tensors),
                new FuzzTarget("baked grid", "x.safetensors", FuzzSeeds.grids(), BakedGrid::read),
                new FuzzTarget("npz", "x.npz", List.of(FuzzSeeds.solution()), GridSolution::read),
                new FuzzTarget("npy", "x.npy", FuzzSeeds.npy(), FuzzTarget::npy),
                new FuzzTarget("hdf5", "x.h5", List.of(FuzzSeeds.hdf5()), FuzzTarget::hdf5));
    }

    private static FuzzTarget mesh(String file, byte[]... seeds) {
        return new FuzzTarget(file.substring(2), file, List.of(seeds), path -> MeshFile.read(path, Color.BLACK));
    }

    private static void cameraPath(Path file) throws IOException {
        CameraPathJson.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static void capture(Path file) {
        Captures.read(SceneOptions.of(file.toString()), file.toAbsolutePath().getParent());
    }

    private static void tensors(Path file) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Checkpoint.read(manager, file);
        }
    }

    /** The file as the member of an archive, so that no checksum guards it. */
    private static void npy(Path file) throws IOException {
        Path archive = file.resolveSibling("archive.npz");
        Files.write(archive, FuzzSeeds.archive(Files.readAllBytes(file)));
        NpyArray array = NpzFile.read(archive).array("x");
        if (array.isNumeric()) {
            array.numbers();
        } else {
            array.words();
        }
    }

    private static void hdf5(Path file) {
        Hdf5OptionsBuilder.builder()
                .path(file.toString())
                .validation(0)
                .test(0)
                .build()
                .open(file.resolveSibling("cache"), ProgressListener.NONE);
    }

    @Override
    public String toString() {
        return name;
    }
}
