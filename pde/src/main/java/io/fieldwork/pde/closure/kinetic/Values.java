package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.Closure;
import java.util.stream.IntStream;

/** All moments as values, with the fourth from a closure where it is not kept, and zeros beyond. */
final class Values {
    private final Square square;
    private final Hierarchy hierarchy;
    private final Plane[] moments;
    private final Plane beyond;
    private final Plane fourth;
    private final Workspaces workspaces;

    Values(Square square, Hierarchy hierarchy, Workspaces workspaces) {
        this.square = square;
        this.hierarchy = hierarchy;
        this.workspaces = workspaces;
        moments = Plane.zeros(hierarchy.count(), square.points(), square.points());
        beyond = square.values();
        fourth = hierarchy.closure() != null ? square.values() : moment(4);
    }

    /** Takes over the spectra of all moments; a closure is asked apart from that. */
    void update(Plane[] spectra) {
        IntStream.range(0, moments.length).parallel().forEach(j -> {
            try (Workspace space = workspaces.take()) {
                square.inverse(spectra[j], moments[j], space.work());
            }
        });
    }

    /** Asks the closure, if there is one, in a flow of this strain. */
    void close(Plane strain) {
        Closure closure = hierarchy.closure();
        if (closure != null) {
            double[][] c = moments[0].re();
            Plane m = moments[1];
            IntStream.range(0, c.length).parallel().forEach(y -> {
                var points = new Closure.Points(c[y], m.re()[y], m.im()[y], strain.re()[y], strain.im()[y]);
                closure.close(points, fourth.re()[y], fourth.im()[y]);
            });
        }
    }

    /** {@return moment n of at least 0} */
    Plane moment(int n) {
        return n <= hierarchy.highest() ? moments[n / hierarchy.stride()] : beyond(n);
    }

    private Plane beyond(int n) {
        return n == 4 && hierarchy.closure() != null ? fourth : beyond;
    }

    Plane concentration() {
        return moments[0];
    }

    Plane second() {
        return moment(2);
    }

    Plane fourth() {
        return fourth;
    }
}
