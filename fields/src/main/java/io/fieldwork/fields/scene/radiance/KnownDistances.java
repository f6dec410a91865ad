package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.DepthMap;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far away the things are that training photographs show, where depths were measured beside them.
 *
 * @param photos of the training
 * @param maps of each photo, null where there is none
 */
record KnownDistances(List<Photo> photos, @Nullable DepthMap[] maps) {
    /**
     * Those of a capture.
     *
     * @throws UserError if none of its photographs has depths, or a file of them cannot be read
     */
    static KnownDistances of(Capture capture) {
        List<Photo> photos = capture.train();
        UserError.require(
                photos.stream().anyMatch(photo -> photo.depths() != null),
                "penalties.depth",
                "a weight, but none of the training photographs has depths",
                "a depth_file_path at the frames of transforms.json");
        DepthMap[] maps = photos.parallelStream()
                .map(photo -> photo.depths() == null ? null : photo.depths().read())
                .toArray(DepthMap[]::new);
        return new KnownDistances(photos, maps);
    }

    /** The distances along the rays of pixels, scene units, 0 where unknown. */
    float[] of(Pixels pixels) {
        float[] distances = new float[pixels.photos().length];
        float[] ray = new float[6];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distance(pixels.photos()[i], pixels.places()[i], ray);
        }
        return distances;
    }

    /** The depth along the view over the cosine between view and ray. */
    private float distance(int number, int place, float[] ray) {
        DepthMap map = maps[number];
        if (map == null) {
            return 0;
        }
        Photo photo = photos.get(number);
        int x = place % photo.width();
        int y = place / photo.width();
        photo.camera().ray(x + 0.5, y + 0.5, ray, 0);
        float[] pose = photo.camera().pose().rowMajor3x4();
        float cosine = -(ray[3] * pose[2] + ray[4] * pose[6] + ray[5] * pose[10]);
        return cosine > 0 ? map.at(x, y, photo.width(), photo.height()) / cosine : 0;
    }
}
