package io.fieldwork.samples.batch;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.config.Halving;
import io.fieldwork.samples.config.Sweep;
import io.fieldwork.samples.config.SweepJob;
import io.fieldwork.samples.run.Console;
import io.fieldwork.samples.run.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the jobs of a sweep by workers, here or elsewhere, some at a time, in their order. All that it knows is in the folder: jobs whose runs
 * are finished are not run again and others go on, so that a scheduler that was killed at any moment is replaced by
 * repeating the command. Jobs whose worker crashed are tried again.
 */
public final class Scheduler {
    private static final int FAILED = 1;
    private static final long GIGABYTE = 1L << 30;

    private final SweepFolder folder;
    private final Sweep sweep;
    private final int workers;
    private final int retries;
    private final Worker.Source source;
    private final Console console;

    /**
     * A scheduler at its start.
     *
     * @param folder of all runs
     * @param sweep the jobs
     * @param workers jobs at a time, fewer where memory does not suffice
     * @param retries times that a job is tried again after its worker crashed
     * @param source of the workers
     * @param console for a line about each job, and the table as its result
     * @throws UserError if the folder is that of a run
     */
    public Scheduler(Path folder, Sweep sweep, int workers, int retries, Worker.Source source, Console console) {
        if (Files.exists(folder.resolve("config.yaml"))) {
            throw new UserError(folder + " is the folder of a run; choose another one with --out.");
        }
        this.folder = new SweepFolder(folder);
        this.sweep = sweep;
        this.workers = workers;
        this.retries = retries;
        this.source = source;
        this.console = console;
    }

    /** {@return the exit code when every job has ended: 0 done, 1 a job failed, 130 interrupted} */
    public int execute() {
        try {
            Files.createDirectories(folder.path());
        } catch (IOException e) {
            throw new UserError(folder.path() + " cannot be written: " + UserError.reason(e) + ".", e);
        }
        try (RunLock lock = RunLock.tryOf(folder.path())
                .orElseThrow(
                        () -> new UserError("The sweep in " + folder.path() + " is being run by another process."))) {
            folder.describe(sweep);
            int code = run();
            Results results = Results.of(folder.path());
            results.text().forEach(console::result);
            folder.write("results.csv", results.csv());
            folder.write("results.html", results.html());
            console.result("Table:    " + folder.path().resolve("results.csv"));
            console.result("Page:     " + folder.path().resolve("results.html"));
            return code;
        }
    }

    /**
     * {@return the exit code of one job, which others may run beside: 0 done or diverged, 1 failed, 130 interrupted}
     *
     * @param folder of all runs
     * @param sweep the jobs
     * @param number of the job, from 0
     * @param worker that does it
     * @param console for a line about it
     * @throws UserError if there is no such job
     */
    public static int single(Path folder, Sweep sweep, int number, Worker worker, Console console) {
        int count = sweep.jobs().size();
        UserError.require(number >= 0 && number < count, "--job", number, "0 to " + (count - 1));
        Scheduler one = new Scheduler(folder, sweep, 1, 0, lane -> worker, console);
        one.folder.describe(sweep);
        SweepJob job = sweep.jobs().get(number);
        if (one.isDone(job, 0)) {
            console.say(job.name() + ": " + Results.line(folder.resolve(job.name())) + " (before)");
            return 0;
        }
        one.folder.failed(job.name(), "");
        Order order = Order.of(folder, job, 0);
        Outcome outcome = worker.run(order);
        console.result(one.line(order, outcome));
        return switch (outcome.end()) {
            case ENDED, PAUSED -> 0;
            case INTERRUPTED -> Interrupts.EXIT_CODE;
            case FAILED, CRASHED -> {
                one.folder.failed(job.name(), outcome.reason());
                yield FAILED;
            }
        };
    }

    private int run() {
        MemoryGate memory = new MemoryGate(source.memory(), (long) (sweep.memory() * GIGABYTE));
        if (memory.most() < workers) {
            console.warn("Memory suffices for %d of %d jobs at a time, %.3g GiB each (the key memory)."
                    .formatted(memory.most(), workers, sweep.memory()));
        }
        boolean failed = false;
        try (Lanes lanes = new Lanes(workers, retries, memory, source);
                Interrupts interrupts = new Interrupts(() -> interrupted(lanes))) {
            Map<String, SweepJob> left = new LinkedHashMap<>();
            sweep.jobs().forEach(job -> left.put(job.name(), job));
            List<Long> rungs = sweep.halving().map(Halving::steps).orElse(List.of());
            for (long until : rungs) {
                failed |= run(lanes, List.copyOf(left.values()), until);
                if (lanes.stopped()) {
                    return Interrupts.EXIT_CODE;
                }
                if (left.keySet().stream().noneMatch(this::isMeasured)) {
                    return FAILED;
                }
                left.keySet().retainAll(survivors(sweep.halving().orElseThrow(), until, List.copyOf(left.keySet())));
            }
            failed |= run(lanes, List.copyOf(left.values()), 0);
            return lanes.stopped() ? Interrupts.EXIT_CODE : failed ? FAILED : 0;
        }
    }

    private void interrupted(Lanes lanes) {
        console.warn("Interrupted: jobs write their checkpoints; Ctrl-C again ends at once.");
        lanes.stop();
    }

    /** Runs what is unfinished of some jobs, each to a step or with 0 to its end; says whether one failed. */
    private boolean run(Lanes lanes, List<SweepJob> jobs, long until) {
        List<SweepJob> wanted = jobs.stream().filter(job -> !isDone(job, until)).toList();
        int[] done = {jobs.size() - wanted.size()};
        if (done[0] > 0) {
            console.say("%d of %d jobs are done%s already."
                    .formatted(done[0], jobs.size(), until > 0 ? " to step " + until : ""));
        }
        Map<String, Order> orders = wanted.stream()
                .collect(Collectors.toMap(
                        SweepJob::name, job -> Order.of(folder.path(), job, until), (a, b) -> a, LinkedHashMap::new));
        wanted.forEach(job -> folder.failed(job.name(), ""));
        return lanes.run(List.copyOf(orders.values()), (order, outcome) -> {
            switch (outcome.end()) {
                case ENDED, PAUSED, FAILED -> done[0]++;
                default -> {}
            }
            if (outcome.end() == Outcome.End.FAILED || outcome.end() == Outcome.End.CRASHED) {
                folder.failed(order.name(), outcome.reason());
            }
            console.say("[%d/%d] %s".formatted(done[0], jobs.size(), line(order, outcome)));
        });
    }

    private String line(Order order, Outcome outcome) {
        if (outcome.end() == Outcome.End.INTERRUPTED && !outcome.reason().isEmpty()) {
            return order.name() + ": " + outcome.reason() + "; it is tried again";
        }
        return switch (outcome.end()) {
            case FAILED, CRASHED -> order.name() + ": failed: " + outcome.reason();
            case ENDED, PAUSED, INTERRUPTED ->
                order.name() + ": " + Results.line(order.folder().path());
        };
    }

    /** Whether the run of a job has ended, or paused at a step or later, with all that it leaves. */
    private boolean isDone(SweepJob job, long until) {
        Optional<RunFolder> run = new JobFolder(folder.path(), job.name()).existing(job.configuration());
        if (run.isEmpty() || !Files.exists(run.get().report())) {
            return false;
        }
        RunSummary summary = RunSummary.of(run.get());
        return summary.finished() || until > 0 && summary.steps() >= until;
    }

    /** The jobs that go on after a step: those noted before, or the better part by their numbers. */
    private List<String> survivors(Halving halving, long until, List<String> ranked) {
        List<String> on = folder.survivors(until, ranked).orElseGet(() -> {
            Map<String, Optional<Double>> numbers = new LinkedHashMap<>();
            ranked.forEach(name -> numbers.put(name, number(name, halving.by())));
            if (numbers.values().stream().allMatch(Optional::isEmpty)) {
                throw new UserError("halving.by is " + halving.by() + ", which no result.json has after " + until
                        + " steps; expected a number that all jobs measure.");
            }
            List<String> best = halving.best(numbers);
            folder.survive(until, ranked, best);
            return best;
        });
        console.say("After %d steps %d of %d jobs go on, %s first."
                .formatted(until, on.size(), ranked.size(), on.getFirst()));
        return on;
    }

    private boolean isMeasured(String job) {
        return Files.exists(folder.path().resolve(job).resolve("result.json"));
    }

    private Optional<Double> number(String job, String name) {
        Path path = folder.path().resolve(job);
        return Files.exists(path.resolve("config.yaml"))
                ? RunSummary.of(RunFolder.open(path)).number(name).stream()
                        .boxed()
                        .findFirst()
                : Optional.empty();
    }
}
