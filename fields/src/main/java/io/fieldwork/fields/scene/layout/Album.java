package io.fieldwork.fields.scene.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All that is known of a capture beside its pixels.
 *
 * @param pictures of all splits
 * @param landmarks sparse points, perhaps none
 * @param sphere [4], middle and radius of a sphere around what is of interest
 */
public record Album(List<Picture> pictures, List<Landmark> landmarks, double[] sphere) {
    /** Copies the lists. */
    public Album {
        pictures = List.copyOf(pictures);
        landmarks = List.copyOf(landmarks);
    }

    /** {@return the number of pictures of each split} */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        pictures.forEach(picture -> counts.merge(picture.split(), 1, Integer::sum));
        return counts;
    }

    /** The indices of the pictures of a split. */
    List<Integer> of(String split) {
        return IntStream.range(0, pictures.size())
                .filter(i -> pictures.get(i).split().equals(split))
                .boxed()
                .toList();
    }

    /** The splits that a layout of one row has no place for. */
    List<String> others() {
        return pictures.stream()
                .filter(picture -> !picture.usual())
                .map(Picture::split)
                .distinct()
                .toList();
    }

    /** {@return every how many pictures of a row one is of the test, 0 if there are none} */
    public int holdout() {
        int test = of("test").size();
        return test == 0 ? 0 : Math.max(2, (of("train").size() + test) / test);
    }

    /**
     * The indices of the pictures of train and test in the order of a layout that has one row of them: every n-th, from the
     * first, is of the test, as readers hold them out.
     */
    List<Integer> row() {
        List<Integer> train = of("train");
        List<Integer> test = of("test");
        List<Integer> row = new ArrayList<>();
        int held = 0;
        for (int i = 0; i < train.size() + test.size(); i++) {
            boolean out = held < test.size() && (i % holdout() == 0 || i - held >= train.size());
            row.add(out ? test.get(held++) : train.get(i - held));
        }
        return row;
    }
}
