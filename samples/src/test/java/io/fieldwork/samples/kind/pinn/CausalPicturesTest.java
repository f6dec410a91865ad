package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.pde.pinn.CausalProfile;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.Ink;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportFigure;
import java.util.List;
import org.junit.jupiter.api.Test;

class CausalPicturesTest {
    private static final List<CausalProfile> FRONT = List.of(
            new CausalProfile(10, 1, false, new double[] {0.1, 0.5, 0.9}, new double[] {0, 0, 0}),
            new CausalProfile(2000, 1, true, new double[] {0.1, 0.5, 0.9}, new double[] {1, 0, 0}),
            new CausalProfile(3000, 10, false, new double[] {0.1, 0.5, 0.9}, new double[] {1, 1, 0}));

    private static Panel panel(Exhibit exhibit) {
        return ((ReportFigure) exhibit).figure().panels().getFirst();
    }

    @Test
    void theMapShowsTheFrontMovingUpwards() {
        Exhibit map = CausalPictures.of(FRONT, false).getFirst();
        assertEquals("causal-weights", ((ReportFigure) map).name());
        Cells cells = (Cells) panel(map).marks().getFirst();
        assertArrayEquals(new double[] {-0.1, 0.3, 0.7, 1.1}, cells.x(), 1e-12);
        assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5}, cells.y());
        assertArrayEquals(new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0}, cells.values());
        assertEquals(new Range(0, 1), cells.scale().axis().range().orElseThrow());
    }

    @Test
    void curvesHaveTheColourOfTheirStage() {
        Panel panel = panel(CausalPictures.of(FRONT, true).getLast());
        assertEquals(
                List.of("step 10, epsilon 1", "step 2,000, epsilon 1", "step 3,000, epsilon 10"),
                panel.marks().stream().map(Mark::label).toList());
        assertEquals(
                List.of(new Ink.Series(0), new Ink.Series(0), new Ink.Series(1)),
                panel.marks().stream().map(mark -> mark.stroke().ink()).toList());
        assertArrayEquals(
                new double[] {0.65, 1, 1},
                panel.marks().stream()
                        .mapToDouble(mark -> mark.stroke().opacity())
                        .toArray(),
                1e-6);
        assertEquals("causal weights over t in the last time window", panel.title());
    }

    @Test
    void withoutMomentsThereIsNothing() {
        assertEquals(List.<Exhibit>of(), CausalPictures.of(List.of(), false));
    }
}
