package io.fieldwork.pde.problem;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.problem.KuramotoSivashinsky.Regime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The benchmark equations by name, in a fixed order. */
public final class Problems {
    /** The factories of a problem with soft conditions and, where possible, with hard constraints. */
    private record Entry(Supplier<Problem> soft, @Nullable Supplier<Problem> exact) {}

    private static final SequencedMap<String, Entry> ALL = new LinkedHashMap<>();

    static {
        ALL.put("allen-cahn", new Entry(AllenCahn::problem, AllenCahn::exact));
        ALL.put("allen-cahn-surrogate", new Entry(AllenCahn::surrogate, AllenCahn::exactSurrogate));
        ALL.put("burgers", new Entry(Burgers::problem, Burgers::exact));
        ALL.put("kdv", new Entry(Kdv::problem, Kdv::exact));
        for (Regime regime : Regime.values()) {
            ALL.put(
                    regime.title(),
                    new Entry(() -> KuramotoSivashinsky.problem(regime), () -> KuramotoSivashinsky.exact(regime)));
        }
        ALL.put("advection", new Entry(Advection::problem, Advection::exact));
        ALL.put("wave", new Entry(Wave::problem, Wave::exact));
        ALL.put("lorenz", new Entry(Lorenz::problem, Lorenz::problem));
        ALL.put("helmholtz", new Entry(Helmholtz::problem, Helmholtz::exact));
        ALL.put("helmholtz-6-6", new Entry(() -> Helmholtz.problem(6, 6), () -> Helmholtz.exact(6, 6)));
        ALL.put("poisson", new Entry(Poisson::problem, Poisson::exact));
        ALL.put("poisson-corner", new Entry(PoissonCorner::problem, null));
        ALL.put("heat", new Entry(Heat::problem, Heat::exact));
        ALL.put("schroedinger", new Entry(Schroedinger::problem, null));
        ALL.put("navier-stokes", new Entry(NavierStokes::problem, NavierStokes::exact));
        ALL.put("cavity", new Entry(Cavity::problem, null));
        ALL.put("gray-scott", new Entry(GrayScott::problem, null));
    }

    private Problems() {}

    /** {@return all names in the order in which they are listed} */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** {@return the equation of each problem in one line, by name, for a list} */
    public static SequencedMap<String, String> statements() {
        SequencedMap<String, String> statements = new LinkedHashMap<>();
        ALL.forEach((name, entry) -> statements.put(name, entry.soft.get().statement()));
        return statements;
    }

    /**
     * {@return a problem such as {@code allen-cahn} with conditions that enter the loss, as it was published; those of
     * Lorenz' system are exact as published}
     *
     * @throws UserError if there is none of that name
     */
    public static Problem named(String name) {
        return named(name, false);
    }

    /**
     * {@return a problem such as {@code allen-cahn}, whose conditions may be wanted to hold by construction}
     *
     * @throws UserError if there is none of that name, or its conditions have no exact form
     */
    public static Problem named(String name, boolean exact) {
        Entry entry = ALL.get(name);
        if (entry == null) {
            throw new UserError("There is no problem '" + name + "'; the nearest one is "
                    + Nearest.of(name, ALL.keySet())
                    + ", and all are " + String.join(", ", ALL.keySet()) + ".");
        }
        if (!exact) {
            return entry.soft.get();
        }
        if (entry.exact == null) {
            throw new UserError("The conditions of the problem '" + name
                    + "' cannot hold by construction; leave exact out, or choose one of "
                    + String.join(", ", withExact()) + ".");
        }
        return entry.exact.get();
    }

    private static List<String> withExact() {
        return ALL.keySet().stream().filter(name -> ALL.get(name).exact != null).toList();
    }
}
