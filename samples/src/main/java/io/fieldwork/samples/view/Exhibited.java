package io.fieldwork.samples.view;

import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.viewer.Subject;
import java.util.List;

/** A subject that shows an exhibition. */
interface Exhibited extends Subject {
    /** What it shows. */
    Exhibition exhibition();

    @Override
    default Bounds bounds() {
        return exhibition().gallery().bounds();
    }

    @Override
    default List<String> modes() {
        return exhibition().gallery().modes();
    }

    @Override
    default List<Double> times() {
        return exhibition().gallery().times();
    }

    @Override
    default Scene scene(String mode, int instant) {
        return exhibition().scene(mode, instant);
    }

    @Override
    default long version() {
        return exhibition().version();
    }
}
