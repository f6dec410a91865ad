package io.fieldwork.pde.data.solver;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.reference.Etdrk4;
import io.fieldwork.pde.reference.TorusFlow;
import java.util.ArrayList;
import java.util.List;

/**
 * A time stepper of the vorticity w of a flow on the unit torus, w_t + u·∇w = viscosity Δw + 0.1 (sin 2π(x+y) + cos
 * 2π(x+y)): pseudo-spectral by the two-thirds rule and {@link Etdrk4}, in steps that are halved until they suit the
 * speed of the flow.
 *
 * <p>Not for several threads at once.
 */
public final class StirredFlow {
    private static final double FORCE = 0.1;
    /** Longest step in units of 1 / (speed · highest wavenumber); the method is stable up to 2.8. */
    private static final double LONGEST = 2;
    /** Interval at which the speed is evaluated. The force changes it by less than 0.02 in a unit of time. */
    private static final double LOOK = 0.5;

    private final FourierGrid grid;
    private final int points;
    private final double[] rates;
    private final double step;
    private final TorusFlow transport;
    private final double[] force;
    private final List<Etdrk4> methods = new ArrayList<>();

    /** A flow on a grid, of a viscosity of 0 or more and with a longest step. */
    public StirredFlow(int points, double viscosity, double step) {
        this.points = points;
        this.step = step;
        grid = FourierGrid.square(0, 1, points);
        transport = new TorusFlow(grid);
        rates = Etdrk4.real(grid, k -> -viscosity * k);
        double[] values = new double[grid.points()];
        for (int i = 0; i < values.length; i++) {
            int column = i / points;
            double phase = 2 * Math.PI * (column + i % points) / points;
            values[i] = FORCE * (Math.sin(phase) + Math.cos(phase));
        }
        force = new double[2 * grid.modes()];
        grid.forward(values, force, 0);
    }

    /** The grid of the flow; its work space is shared with this stepper. */
    public FourierGrid grid() {
        return grid;
    }

    /** Advances the spectrum [2 modes] of the vorticity by a time span. */
    public void advance(double[] vorticity, double duration) {
        int looks = (int) Math.ceil(duration / LOOK);
        for (int i = 0; i < looks; i++) {
            int halvings = halvings(vorticity);
            while (methods.size() <= halvings) {
                methods.add(new Etdrk4(rates, this::change));
            }
            methods.get(halvings).advance(vorticity, duration / looks, step / (1 << halvings));
        }
    }

    private int halvings(double[] vorticity) {
        double[][] flow = transport.velocity(vorticity);
        double fastest = 0;
        for (int i = 0; i < flow[0].length; i++) {
            fastest = Math.max(fastest, Math.abs(flow[0][i]) + Math.abs(flow[1][i]));
        }
        double allowed = LONGEST / (fastest * 2 * Math.PI * points / 3);
        int halvings = 0;
        while (halvings < 20 && step / (1 << halvings) > allowed) {
            halvings++;
        }
        return halvings;
    }

    private void change(double[] state, double[] result) {
        transport.evaluate(state, result);
        for (int i = 0; i < force.length; i++) {
            result[i] += force[i];
        }
    }
}
