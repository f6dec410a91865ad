package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.scene.layout.Album;
import io.fieldwork.fields.scene.layout.Landmark;
import io.fieldwork.fields.scene.layout.Layout;
import io.fieldwork.fields.scene.layout.Picture;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.CacheFolder;
import io.fieldwork.fields.train.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A generator of captures whose truth is known. Beside the capture it writes a folder {@code exact}: {@code cameras.json} with
 * the cameras that took the photographs, for each photograph an archive of what its pixels see, and {@code mesh.ply}.
 */
public final class SceneGenerator {
    /** Changes when the same options write another capture. */
    private static final int VERSION = 2;

    private final GenerateOptions options;
    private final Layout layout;
    private final Path folder;
    private final Scenery scenery;
    private final List<Shot> shots;

    /** A listener to what is done. */
    @FunctionalInterface
    public interface Progress {
        /** So many photographs are written of a total. */
        void photographs(int done, int total);
    }

    private SceneGenerator(GenerateOptions options, Layout layout, Path folder) {
        this.options = options;
        this.layout = layout;
        this.folder = folder;
        scenery = Scenery.named(options.scene());
        shots = Shot.plan(options);
    }

    /**
     * Writes a capture. It depends on the options alone.
     *
     * @param options what is photographed and how
     * @param format name of a {@link Layout}
     * @param folder to write to; files of the same names are replaced
     * @param progress is told of each photograph
     * @return what was written
     * @throws UserError if the layout cannot hold what is wanted, or the folder cannot be written
     */
    public static Album write(GenerateOptions options, String format, Path folder, Progress progress) {
        Layout layout = Layout.named(format);
        UserError.require(
                !options.occluder() || layout.masks(),
                "--format",
                format,
                "blender, nerfstudio or colmap, which have masks, with an occluder");
        UserError.require(!options.depth() || layout.depths(), "--format", format, "nerfstudio, which has depths");
        return new SceneGenerator(options, layout, folder).write(progress);
    }

    /**
     * {@return the folder of a capture, which is written if no run before has left it}
     *
     * @param cache folder of generated captures
     * @throws UserError as {@link #write} does
     */
    public static Path cached(GenerateOptions options, String format, Path cache, Progress progress) {
        String content = VERSION + " " + format + " " + options;
        Path target = cache.resolve(options.scene() + "-" + Digest.of(content).substring(0, 12));
        try {
            return CacheFolder.filled(target, folder -> write(options, format, folder, progress));
        } catch (IOException e) {
            throw new UserError("The folder %s cannot be written (%s).".formatted(cache, UserError.reason(e)), e);
        }
    }

    private Album write(Progress progress) {
        List<Picture> pictures =
                new ArrayList<>(shots.stream().map(this::planned).toList());
        ExactScene still = scenery.at(0);
        Candidates candidates = Candidates.of(still);
        double[] sphere = sphere(still);
        Album plan = new Album(pictures, List.of(), sphere);
        for (int i = 0; i < shots.size(); i++) {
            Shot shot = shots.get(i);
            ExactScene scene = shot.time() == null ? still : scenery.at(shot.time());
            Candidates near = shot.time() == null ? candidates : Candidates.of(scene);
            ExactPhoto photo = shot.take(scene, near, options.samples());
            layout.image(folder, plan, i, photo.image(), shot.occluder() == null ? null : photo.mask());
            if (options.depth()) {
                layout.depth(folder, plan, i, photo.depth());
            }
            archive(plan.pictures().get(i).name(), photo);
            pictures.set(i, measured(pictures.get(i), photo));
            progress.photographs(i + 1, shots.size());
        }
        List<Landmark> landmarks = new LandmarkSearch(still, shots).find(options.points(), options.seed());
        Album album = new Album(pictures, landmarks, sphere);
        layout.cameras(folder, album);
        Layout.writeTruth(
                folder, layout, truth(album), shots.stream().map(Shot::exposure).toList());
        if (options.mesh() > 0) {
            MarchingCubes.surface(LevelFunction.of(still::distance), still.box(), options.mesh())
                    .mesh()
                    .writePly(folder.resolve("exact").resolve("mesh.ply"));
        }
        return album;
    }

    private Picture planned(Shot shot) {
        Viewpoint stated = shot.stated();
        boolean masked = shot.occluder() != null;
        return new Picture(
                shot.split(), shot.index(), stated.lens(), stated.pose(), 0, 0, shot.time(), masked, options.depth());
    }

    /** The album with the cameras that took the photographs. */
    private Album truth(Album album) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < shots.size(); i++) {
            Picture picture = album.pictures().get(i);
            pictures.add(picture.at(shots.get(i).view().pose(), picture.near(), picture.far()));
        }
        return new Album(pictures, album.landmarks(), album.sphere());
    }

    /** The ball in the box of a bounded scene; of what is about the middle in another. */
    private static double[] sphere(ExactScene scene) {
        return scene.sky() ? new double[] {0, 0, 1, 3} : new double[] {0, 0, 0, 1.5};
    }

    /** The depths that one pixel in a thousand is nearer or farther than, as LLFF states them. */
    private static Picture measured(Picture picture, ExactPhoto photo) {
        float[] depths = photo.depth().clone();
        Arrays.sort(depths);
        int seen = 0;
        while (seen < depths.length && Float.isFinite(depths[seen])) {
            seen++;
        }
        double near = seen == 0 ? 1 : depths[seen / 1000];
        double far = seen == 0 ? 2 : depths[seen - 1 - seen / 1000];
        return picture.at(picture.pose(), near, far);
    }

    private void archive(String name, ExactPhoto photo) {
        int width = photo.image().width();
        int height = photo.image().height();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("distance", NpyArray.of(photo.distance(), height, width));
        arrays.put("depth", NpyArray.of(photo.depth(), height, width));
        arrays.put("normal", NpyArray.of(photo.normals(), height, width, 3));
        float[] parts = new float[photo.parts().length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = photo.parts()[i];
        }
        arrays.put("part", NpyArray.of(parts, height, width));
        Path file = folder.resolve("exact").resolve(name + ".npz");
        try {
            NpzFile.write(file, arrays, true);
        } catch (IOException e) {
            throw new UserError("The file %s cannot be written (%s).".formatted(file, UserError.reason(e)), e);
        }
    }
}
