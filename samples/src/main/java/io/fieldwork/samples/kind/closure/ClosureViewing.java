package io.fieldwork.samples.kind.closure;

import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.learned.ClosureEvaluation;
import io.fieldwork.pde.closure.learned.CoarseFrame;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Galleries;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.view.GallerySubject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;

/** The first test run in the viewer: kinetic equation, learned closure and Bingham's side by side on one timeline. */
record ClosureViewing(ClosureRun session) implements Viewing {
    @Override
    public Subject subject(String title, WatchedSession run) {
        GallerySubject subject = GallerySubject.watched(title, gallery(), List.of(run), run);
        run.follow(() -> subject.publish(gallery()));
        return subject;
    }

    private Gallery gallery() {
        ClosureEvaluation evaluation = session.training().task().evaluation();
        Recording run = session.training().data().test().getFirst();
        List<CoarseFrame> own = evaluation.frames(run, true);
        List<CoarseFrame> bingham = evaluation.frames(run, false);
        int count = Math.min(own.size(), bingham.size());
        int first = evaluation.first(run);
        List<CoarseFrame> kinetic = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kinetic.add(CoarseFrame.of(run.frame(first + i)));
            times.add(run.time(first + i));
        }
        NematicMap map = new NematicMap(run.length());
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        modes.put(
                "order",
                n -> Gallery.View.of(Figure.of(
                        at(times.get(n)),
                        map.nematic("kinetic", kinetic.get(n)),
                        map.nematic("closure", own.get(n)),
                        map.nematic("Bingham", bingham.get(n)))));
        modes.put(
                "speed",
                n -> plain(map, times.get(n), CoarseFrame::speeds, kinetic.get(n), own.get(n), bingham.get(n)));
        modes.put(
                "concentration",
                n -> plain(map, times.get(n), CoarseFrame::concentration, kinetic.get(n), own.get(n), bingham.get(n)));
        return new Gallery(modes, times, Galleries.SQUARE);
    }

    private static String at(double time) {
        return String.format(Locale.ROOT, "time %.4g", time);
    }

    private static Gallery.View plain(
            NematicMap map,
            double time,
            Function<CoarseFrame, double[]> what,
            CoarseFrame kinetic,
            CoarseFrame own,
            CoarseFrame bingham) {
        ColorScale scale = ColorScale.of(Axis.of(""), what.apply(kinetic));
        return Gallery.View.of(Figure.of(
                at(time),
                map.plain("kinetic", what.apply(kinetic), scale),
                map.plain("closure", what.apply(own), scale),
                map.plain("Bingham", what.apply(bingham), scale)));
    }
}
