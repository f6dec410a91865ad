package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An ablation, one configuration compared with variants of itself; {@code kind: ablation} of a YAML file: {@code base}
 * names the configuration (a shipped one, or a path from the file), {@code set} overrides keys of all cases,
 * {@code cases} maps titles to what each overrides, {@code seeds} repeats every case. A dotted key reaches one key and
 * a block replaces a whole block, as {@code --set} does. What a preset fills into the base holds for all cases, so that a
 * case differs from the base in what it overrides alone; one with a key {@code base} has another base.
 *
 * @param name the shipped name, or the file's name without its ending
 * @param cases in the order of the file, one for each seed
 */
public record Ablation(String name, List<Case> cases) {
    /** Value of the key {@code kind}. */
    static final String KIND = "ablation";

    private static final List<String> KEYS = List.of("kind", "base", "set", "cases", "seeds");

    /**
     * One job of the comparison.
     *
     * @param title for people
     * @param folder name of its run folder
     * @param changes its overrides, such as {@code causal.enabled: false}; empty for the base itself
     * @param repeat number of its seed in the list, from 0
     * @param configuration the job
     */
    public record Case(String title, String folder, String changes, int repeat, Configuration configuration) {
        private Case limited(@Nullable Long steps, @Nullable Double minutes) {
            return new Case(title, folder, changes, repeat, configuration.limited(steps, minutes));
        }
    }

    /** Checks every case, and that it has a folder of its own. */
    public Ablation {
        cases = List.copyOf(cases);
        Map<String, String> taken = new LinkedHashMap<>();
        for (Case one : cases) {
            one.configuration().job();
            String other = taken.put(one.folder(), one.title());
            if (other != null) {
                throw new UserError("The cases '" + other + "' and '" + one.title() + "' would share the folder "
                        + one.folder() + "; give one of them another title.");
            }
        }
    }

    /**
     * Reads a file, or the shipped ablation of that name.
     *
     * @param kinds of job that its cases may be
     * @param file path of a YAML file, or a name that {@code fieldwork list ablations} shows
     * @param given what else is overridden in the base, before its cases are made of it
     * @return the ablation, every case checked
     * @throws UserError if there is no such file or name, or a case is no valid configuration
     */
    public static Ablation load(JobKinds kinds, String file, UnaryOperator<Configuration> given) {
        Path path = Path.of(file);
        if (Files.isRegularFile(path)) {
            return of(BatchFile.of(kinds, path), given);
        }
        return Shipped.ablation(file)
                .map(yaml -> of(BatchFile.of(kinds, file + ".yaml", null, file, yaml), given))
                .orElseThrow(() -> new UserError("There is no ablation '" + file + "'"
                        + Nearest.hint("shipped one", file, Shipped.ablations().keySet())));
    }

    /** Reads an ablation from its file. */
    static Ablation of(BatchFile file, UnaryOperator<Configuration> given) {
        return new Reader(file, given).read();
    }

    /** {@return the same cases with other limits in the place of every case's own, where they are not null} */
    public Ablation limited(@Nullable Long steps, @Nullable Double minutes) {
        return new Ablation(
                name, cases.stream().map(one -> one.limited(steps, minutes)).toList());
    }

    /** Reads one file. */
    private record Reader(BatchFile file, UnaryOperator<Configuration> given) {
        private Ablation read() {
            file.check(KIND, KEYS);
            Map<String, JsonNode> titles = file.block(file.tree().path("cases"), "cases");
            if (titles.isEmpty()) {
                throw new UserError(
                        file.source() + " has no cases; expected titles, each with the keys that it overrides.");
            }
            List<Case> cases = new ArrayList<>();
            List<Long> seeds = file.seeds();
            for (String title : titles.keySet()) {
                Map<String, JsonNode> changes = file.block(titles.get(title), "cases." + title);
                String place = file.source() + ", case '" + title + "'";
                JsonNode named =
                        changes.getOrDefault(BatchFile.BASE, file.tree().path(BatchFile.BASE));
                Configuration base = given.apply(file.base(named)).withPreset();
                Configuration one = BatchFile.overridden(base, place, changes).from(place);
                cases.addAll(repeated(title, shown(changes), one, seeds));
            }
            return new Ablation(file.name(), cases);
        }

        private static List<Case> repeated(String title, String changes, Configuration one, List<Long> seeds) {
            String folder = BatchFile.folder(title);
            if (seeds.isEmpty()) {
                return List.of(new Case(title, folder, changes, 0, one));
            }
            return IntStream.range(0, seeds.size())
                    .mapToObj(i -> new Case(
                            seeds.size() > 1 ? title + ", seed " + seeds.get(i) : title,
                            folder + "-" + seeds.get(i),
                            changes,
                            i,
                            one.with("seeds", "train.seed", seeds.get(i))))
                    .toList();
        }

        private static String shown(Map<String, JsonNode> changes) {
            return changes.entrySet().stream()
                    .map(change -> change.getKey() + ": " + BatchFile.plain(change.getValue()))
                    .collect(Collectors.joining(", "));
        }
    }
}
