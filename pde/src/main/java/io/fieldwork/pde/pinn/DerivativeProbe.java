package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds out which derivatives a residual reads, by evaluating it at two made-up points. */
final class DerivativeProbe implements Unknown.Source {
    private final Problem problem;
    private final NDManager manager;
    private final Place place;
    private final Set<Derivative> wanted = new LinkedHashSet<>();

    private DerivativeProbe(Problem problem, NDManager manager, Place place) {
        this.problem = problem;
        this.manager = manager;
        this.place = place;
    }

    /**
     * The derivatives of a residual.
     *
     * @param problem whose unknowns, coordinates and coefficients it may read
     * @param owner of the made-up numbers
     * @param term its name
     * @param place where it holds
     * @param residual what reads
     * @return slots that hold what it reads
     * @throws UserError naming the term if it reads what does not exist
     */
    static Slots slots(Problem problem, NDManager owner, String term, Place place, Residual residual) {
        try (NDManager manager = owner.newSubManager()) {
            DerivativeProbe asking = new DerivativeProbe(problem, manager, place);
            NDArray result = residual.of(new Unknown(asking));
            if (result.getShape().dimension() != 1) {
                throw new UserError("Its shape is " + result.getShape() + "; expected one number a point.");
            }
            return Slots.covering(problem.domain().dimensions(), asking.wanted);
        } catch (UserError e) {
            throw new UserError("In the residual '" + term + "': " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> unknowns() {
        return problem.unknowns();
    }

    @Override
    public List<String> coordinates() {
        return problem.domain().coordinates();
    }

    @Override
    public NDArray derivative(String unknown, String index) {
        wanted.add(Derivative.of(index, coordinates()));
        return some();
    }

    @Override
    public NDArray coordinate(String name) {
        problem.domain().axis(name);
        return some();
    }

    @Override
    public NDArray normal(String coordinate) {
        if (!(place instanceof Place.Boundary)) {
            throw new UserError("It reads a normal, but does not hold on a boundary.");
        }
        return some();
    }

    @Override
    public NDArray coefficient(String name) {
        if (!problem.coefficients().containsKey(name)) {
            throw new UserError("It reads the coefficient '" + name + "'; the problem has "
                    + (problem.coefficients().isEmpty()
                            ? "none"
                            : String.join(", ", problem.coefficients().keySet()))
                    + ".");
        }
        return manager.create(1.0);
    }

    @Override
    public NDArray given(Formula formula) {
        return some();
    }

    @Override
    public NDArray measured() {
        if (!(place instanceof Place.Measured)) {
            throw new UserError("It reads data, but holds where nothing was measured.");
        }
        return some();
    }

    private NDArray some() {
        return manager.full(new Shape(2), 0.5f, DataType.FLOAT64);
    }
}
