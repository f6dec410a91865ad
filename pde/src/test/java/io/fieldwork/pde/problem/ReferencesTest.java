package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.KdvReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import io.fieldwork.pde.reference.NavierStokesReference;
import io.fieldwork.pde.reference.ReferenceCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Where references are kept and what is kept of them. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ReferencesTest {
    private static final String PROPERTY = "fieldwork.cache";

    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void keepHere() {
        before = System.getProperty(PROPERTY, "");
        System.setProperty(PROPERTY, folder.toString());
    }

    @AfterEach
    void keepWhereItWas() {
        System.setProperty(PROPERTY, before);
    }

    @Test
    void solvesOnceAndKeepsIt() throws IOException {
        Supplier<GridSolution> first = Lorenz.problem(0.5).truths().get("converged");
        assertEquals(0, count(folder));
        GridSolution solution = first.get();
        assertEquals(1, count(folder));
        assertSame(solution, first.get());
        GridSolution again = Lorenz.problem(0.5).truths().get("converged").get();
        assertEquals(1, count(folder));
        assertEquals(0, solution.relativeError("z", again));
        assertEquals(0.5, solution.axis("t").at(solution.axis("t").size() - 1));
    }

    @Test
    void theChaoticCaseStartsWhereTheOtherHasArrived() {
        GridSolution arrived = kuramotoSivashinsky(Start.COSINE).solve(0.5);
        FourierSeries start = KuramotoSivashinsky.developed(kuramotoSivashinsky(Start.DEVELOPED))
                .get();
        for (int i = 0; i < 256; i += 5) {
            assertEquals(arrived.value("u", 0, i), start.at(arrived.axis("x").at(i)), 1e-11);
        }
    }

    private static KuramotoSivashinskyReference kuramotoSivashinsky(Start start) {
        return new KuramotoSivashinskyReference(start, 100.0 / 16, 100.0 / 256, 100.0 / 65536, 256, 1e-4);
    }

    private static long count(Path cache) throws IOException {
        Path folder = cache.resolve("references");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void fewerPointsHaveTheSameValues() {
        KdvReference fine = new KdvReference(0.022, 128, 1e-3);
        GridSolution all = fine.solve(0, 0.1);
        GridSolution some = new Coarse(fine, 32).solve(0, 0.1);
        assertEquals(32, some.axis("x").size());
        assertEquals(all.value("u", 1, 4 * 5), some.value("u", 1, 5));
        assertEquals(all.axis("x").at(4 * 5), some.axis("x").at(5), 1e-15);
        assertEquals(128, new Coarse(fine, 512).solve(0).axis("x").size());
        GridSolution flow = new Coarse(new NavierStokesReference(1, 5, 0.01, 32, 0.01), 16).solve(0);
        assertEquals(16 * 16, flow.size());
    }

    @Test
    void fewerPointsAreKeptElsewhere() {
        KdvReference fine = new KdvReference(0.022, 128, 1e-3);
        ReferenceCache cache = new ReferenceCache(Path.of("refs"));
        assertNotEquals(cache.file(fine, 1), cache.file(new Coarse(fine, 32), 1));
        assertNotEquals(cache.file(new Coarse(fine, 64), 1), cache.file(new Coarse(fine, 32), 1));
    }
}
