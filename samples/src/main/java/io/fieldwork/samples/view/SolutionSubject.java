package io.fieldwork.samples.view;

import io.fieldwork.pde.reference.GridSolution;
import io.fieldwork.render.viewer.Panel;
import io.fieldwork.samples.run.Solved;
import io.fieldwork.samples.run.TrainedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The solution of an equation, over space and time, in the plane, or of time alone, beside its reference where there is one. It is
 * evaluated once on a thread of its own, coarsely at first; a run that is still trained is evaluated again with each checkpoint.
 */
public final class SolutionSubject implements Exhibited, Settling {
    private final String title;
    private final Exhibition exhibition;
    private final @Nullable WatchedRun run;

    private SolutionSubject(String title, Exhibition exhibition, @Nullable WatchedRun run) {
        this.title = title;
        this.exhibition = exhibition;
        this.run = run;
    }

    /**
     * A solution that stays as it is.
     *
     * @param title a few words
     * @param table its values on a grid; columns {@code u_reference} are what the columns {@code u} are compared with
     * @return the subject
     */
    public static SolutionSubject of(String title, GridSolution table) {
        return new SolutionSubject(title, new Exhibition(Galleries.of(table)), null);
    }

    /**
     * A solution as it is now, evaluated finely before this returns.
     *
     * @param title a few words
     * @param solved what was solved
     * @return the subject
     */
    public static SolutionSubject of(String title, Solved solved) {
        Evaluation evaluation = new Evaluation(solved.problem(), solved::solution);
        return of(title, evaluation.table(evaluation.fine()));
    }

    /**
     * The solution of a run, evaluated coarsely at once and finely in the background.
     *
     * @param title a few words
     * @param trained a run whose session solves an equation; closed with the subject
     * @param solved its session
     * @return the subject
     */
    static SolutionSubject of(String title, TrainedRun trained, Solved solved) {
        Evaluation evaluation = new Evaluation(solved.problem(), solved::solution);
        Exhibition exhibition = new Exhibition(Galleries.of(evaluation.table(Evaluation.COARSE)));
        WatchedRun run = new WatchedRun(trained);
        run.follow(() -> exhibition.publish(Galleries.of(evaluation.table(evaluation.fine()))));
        return new SolutionSubject(title, exhibition, run);
    }

    @Override
    public void settle() {
        if (run != null) {
            Settling.await(run.execute(() -> {}));
        }
    }

    /** Curves over time are flat among those in space. */
    @Override
    public boolean faces(String mode) {
        return !bounds().flat() && !mode.equals(Paths.SPACE);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Exhibition exhibition() {
        return exhibition;
    }

    @Override
    public List<Panel> panels() {
        return run == null ? List.of() : List.of(run);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }
}
