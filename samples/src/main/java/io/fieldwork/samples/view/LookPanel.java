package io.fieldwork.samples.view;

import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.render.viewer.Ui;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Lets the user choose how quantities become colours. */
final class LookPanel implements Panel {
    private static final double NARROWEST = 0.01;
    private static final List<String> NAMES = Stream.concat(
                    Stream.of("to suit"), Arrays.stream(Colormap.values()).map(Colormap::id))
            .toList();

    private volatile Look look = Look.PLAIN;

    /** The choice. */
    Look look() {
        return look;
    }

    @Override
    public String title() {
        return "Colours";
    }

    @Override
    public void draw(Ui ui) {
        Look now = look;
        int before = now.colormap() == null ? 0 : now.colormap().ordinal() + 1;
        int map = ui.choice("colormap", NAMES, before);
        boolean logarithmic = ui.toggle("logarithmic", now.logarithmic());
        ui.beside();
        boolean inverted = ui.toggle("inverted", now.inverted());
        int contours = (int) Math.round(ui.slider("contours", now.contours(), 0, Heatmap.MAX_CONTOURS));
        double from = ui.slider("from", now.from(), 0, 1 - NARROWEST);
        double to = Math.max(ui.slider("to", now.to(), NARROWEST, 1), from + NARROWEST);
        look = new Look(map == 0 ? null : Colormap.values()[map - 1], logarithmic, inverted, contours, from, to);
    }
}
