package io.fieldwork.samples.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.bake.BakedGrid;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.scene.capture.CameraPaths;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.pde.data.Hdf5OptionsBuilder;
import io.fieldwork.pde.data.ProgressListener;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.render.export.CameraPathJson;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.load.MeshFile;
import io.fieldwork.render.scene.Color;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.pinn.PinnJob;
import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.RunManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A reader of files with a few whole ones to begin with.
 *
 * @param name of the reader
 * @param file name of the files, whose ending may choose the reader
 * @param seeds whole files
 * @param beside whole files by name that lie in the same folder
 * @param reader reads a file; a UserError or IOException is a proper answer
 */
record FuzzTarget(String name, String file, List<byte[]> seeds, Map<String, byte[]> beside, Reader reader) {
    private static final String[] PHOTOGRAPHS = {"r_0.png", "r_1.png", "r_2.png"};

    FuzzTarget(String name, String file, List<byte[]> seeds, Reader reader) {
        this(name, file, seeds, Map.of(), reader);
    }

    /** A reader of a file. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** All readers. */
    static List<FuzzTarget> all() throws IOException {
        return Stream.of(meshes(), pictures(), captures(), colmap(), tables(), runs(), arrays())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FuzzTarget> meshes() {
        return List.of(
                mesh(
                        "x.ply",
                        FuzzSeeds.ply("ascii"),
                        FuzzSeeds.ply("binary_little_endian"),
                        FuzzSeeds.ply("binary_big_endian")),
                mesh("x.obj", FuzzSeeds.obj()),
                new FuzzTarget(
                        "mtl",
                        "x.mtl",
                        List.of(FuzzSeeds.materials()),
                        Map.of("x.obj", FuzzSeeds.obj()),
                        file -> MeshFile.read(file.resolveSibling("x.obj"), Color.BLACK)),
                mesh("x.stl", FuzzSeeds.stlText(), FuzzSeeds.stlBinary()),
                mesh("x.off", FuzzSeeds.off()),
                mesh("x.gltf", FuzzSeeds.gltf()),
                mesh("x.glb", FuzzSeeds.glb()));
    }

    private static List<FuzzTarget> pictures() throws IOException {
        List<byte[]> seeds = new ArrayList<>(FuzzSeeds.pictures());
        seeds.addAll(FuzzSeeds.stored("turned.jpg", "cmyk.jpg", "progressive.jpg", "palette.png", "grey-alpha.png"));
        return List.of(
                new FuzzTarget("photograph", "x.png", seeds, Image::read),
                new FuzzTarget("picture", "x.png", seeds, file -> Png.read(Files.newInputStream(file))));
    }

    private static List<FuzzTarget> captures() throws IOException {
        Map<String, byte[]> photographs = FuzzSeeds.beside("", PHOTOGRAPHS);
        Map<String, byte[]> all = new HashMap<>(photographs);
        all.putAll(FuzzSeeds.beside("", "sparse.ply"));
        Map<String, byte[]> frames = new HashMap<>(photographs);
        frames.put("transforms.json", FuzzSeeds.stored("nerfstudio.json").getFirst());
        Map<String, byte[]> shown = new HashMap<>(all);
        shown.putAll(frames);
        Map<String, byte[]> cube = new HashMap<>(photographs);
        cube.put("transforms.json", FuzzSeeds.stored("transforms.json").getFirst());
        return List.of(
                new FuzzTarget(
                        "transforms",
                        "transforms.json",
                        FuzzSeeds.stored("transforms.json", "nerfstudio.json"),
                        all,
                        FuzzTarget::capture),
                new FuzzTarget("points", "sparse.ply", FuzzSeeds.stored("sparse.ply"), frames, FuzzTarget::capture),
                new FuzzTarget("camera path", "x.json", List.of(FuzzSeeds.cameraPath()), FuzzTarget::cameraPath),
                new FuzzTarget(
                        "nerfstudio path",
                        "camera_path.json",
                        FuzzSeeds.stored("nerfstudio-path.json"),
                        shown,
                        FuzzTarget::captureWithPath),
                new FuzzTarget(
                        "instant-ngp path",
                        "base_cam.json",
                        FuzzSeeds.stored("ngp-path.json"),
                        cube,
                        FuzzTarget::captureWithPath));
    }

    /** One of the three files of a COLMAP model damaged, as text and in binary. */
    private static List<FuzzTarget> colmap() throws IOException {
        List<FuzzTarget> targets = new ArrayList<>();
        for (String ending : List.of(".txt", ".bin")) {
            List<String> files = List.of("cameras" + ending, "images" + ending, "points3D" + ending);
            for (String file : files) {
                Map<String, byte[]> beside = new HashMap<>(FuzzSeeds.beside("images/", PHOTOGRAPHS));
                beside.putAll(FuzzSeeds.beside("", files.toArray(String[]::new)));
                beside.remove(file);
                targets.add(new FuzzTarget(file, file, FuzzSeeds.stored(file), beside, FuzzTarget::capture));
            }
        }
        return targets;
    }

    /** Cameras in arrays, as LLFF and DTU have them. */
    private static List<FuzzTarget> tables() throws IOException {
        return List.of(
                new FuzzTarget(
                        "llff",
                        "poses_bounds.npy",
                        List.of(FuzzSeeds.llff(PHOTOGRAPHS.length)),
                        FuzzSeeds.beside("images/", PHOTOGRAPHS),
                        FuzzTarget::capture),
                new FuzzTarget(
                        "dtu",
                        "cameras.npz",
                        List.of(FuzzSeeds.dtu(PHOTOGRAPHS.length)),
                        FuzzSeeds.beside("image/", PHOTOGRAPHS),
                        FuzzTarget::capture));
    }

    private static List<FuzzTarget> runs() throws IOException {
        List<byte[]> configurations = Shipped.configurations().keySet().stream()
                .map(name -> Shipped.configuration(name).orElseThrow().getBytes(StandardCharsets.UTF_8))
                .toList();
        return List.of(
                new FuzzTarget(
                        "configuration",
                        "x.yaml",
                        configurations,
                        file -> Configuration.load(Kinds.ALL, file.toString()).job()),
                new FuzzTarget(
                        "formulas",
                        "x.yaml",
                        FuzzSeeds.stored("rod.yaml", "plate.yaml", "materials.yaml"),
                        FuzzTarget::formulas),
                new FuzzTarget("metrics", "metrics.jsonl", List.of(FuzzSeeds.metrics()), MetricsLog::read),
                new FuzzTarget(
                        "manifest",
                        "manifest.json",
                        List.of(FuzzSeeds.manifest()),
                        Map.of("config.yaml", configurations.getFirst()),
                        file -> RunManifest.read(RunFolder.open(file.getParent()))),
                new FuzzTarget("safetensors", "x.safetensors", FuzzSeeds.safetensors(), FuzzTarget::tensors),
                new FuzzTarget("baked grid", "x.safetensors", FuzzSeeds.grids(), BakedGrid::read));
    }

    private static List<FuzzTarget> arrays() throws IOException {
        List<byte[]> hdf5 = new ArrayList<>(List.of(FuzzSeeds.hdf5()));
        hdf5.addAll(FuzzSeeds.stored("chunked.h5", "latest.h5", "groups.h5", "matlab.h5"));
        return List.of(
                new FuzzTarget("npz", "x.npz", List.of(FuzzSeeds.solution()), GridSolution::read),
                new FuzzTarget("npy", "x.npy", FuzzSeeds.npy(), FuzzTarget::archived),
                new FuzzTarget("npy file", "x.npy", FuzzSeeds.npy(), FuzzTarget::arrays),
                new FuzzTarget("matlab", "x.mat", FuzzSeeds.stored("plain.mat", "compressed.mat"), FuzzTarget::arrays),
                new FuzzTarget("columns", "x.csv", List.of(FuzzSeeds.columns()), FuzzTarget::arrays),
                new FuzzTarget("hdf5", "x.h5", hdf5, file -> hdf5(file, "pdebench")),
                new FuzzTarget("hdf5 arrays", "x.h5", hdf5, FuzzTarget::arrays),
                new FuzzTarget("well", "x.h5", FuzzSeeds.stored("well.h5"), file -> hdf5(file, "well")));
    }

    private static FuzzTarget mesh(String file, byte[]... seeds) {
        return new FuzzTarget(file.substring(2), file, List.of(seeds), path -> MeshFile.read(path, Color.BLACK));
    }

    private static void cameraPath(Path file) throws IOException {
        CameraPathJson.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static void capture(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Captures.read(SceneOptions.of(folder.toString()), folder);
    }

    private static void captureWithPath(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        SceneOptions scene = SceneOptions.of(folder.toString());
        CameraPaths.read(file, scene, Captures.read(scene, folder), null);
    }

    private static void formulas(Path file) {
        if (Configuration.load(Kinds.ALL, file.toString()).job() instanceof PinnJob job) {
            job.problem().problem();
        }
    }

    private static void tensors(Path file) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Checkpoint.read(manager, file);
        }
    }

    /** The file as the member of an archive, so that no checksum guards it. */
    private static void archived(Path file) throws IOException {
        Path archive = file.resolveSibling("archive.npz");
        Files.deleteIfExists(archive);
        Files.write(archive, FuzzSeeds.archive(Files.readAllBytes(file)));
        arrays(archive);
    }

    /** Reads all numbers and words of a file. */
    private static void arrays(Path path) {
        ArrayFile file = ArrayFile.open(path);
        for (String name : file.names()) {
            NpyArray array = file.array(name);
            if (array.isNumeric()) {
                array.numbers();
            } else {
                array.words();
            }
        }
    }

    private static void hdf5(Path file, String layout) {
        Hdf5OptionsBuilder.builder()
                .path(file.toString())
                .layout(layout)
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
