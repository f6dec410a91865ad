package io.fieldwork.pde.formula;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.equation.Formula;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The regions of a domain by name, where equations of their own hold.
 *
 * @param domain in which they are
 * @param shapes in the coordinates of space
 */
record Regions(Domain domain, SequencedMap<String, Shape> shapes) {
    /** The name of the whole domain, where a region may stand. */
    static final String DOMAIN = "domain";

    private static final double ROUNDING = 1e-9;

    /** Regions as they are written, each by itself or by those before it and the domain; a {@link UserError}. */
    static Regions of(SequencedMap<String, List<String>> texts, Domain domain) {
        SequencedMap<String, Shape> known = new LinkedHashMap<>(Map.of(DOMAIN, domain.shape()));
        texts.forEach((name, text) -> {
            UserError.require(!name.equals(DOMAIN), "The name of a region", name, "another one, for that is all of it");
            Shape shape = FormulaDomain.region(name, text, known);
            if (shape.dimensions() != domain.space().size()) {
                throw new UserError("The region " + name + " has " + shape.dimensions() + " dimensions, but the"
                        + " coordinates of space are " + String.join(", ", domain.space()) + ".");
            }
            known.put(name, shape);
        });
        known.remove(DOMAIN);
        return new Regions(domain, known);
    }

    /** A region by its name; a {@link UserError} if there is none, saying what names it. */
    Shape shape(String what, String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new UserError(what + " '" + name + "'; expected "
                    + (shapes.isEmpty() ? "regions, such as {inner: [0, 0.5]}." : "one of " + words() + "."));
        }
        return shape;
    }

    private String words() {
        return String.join(", ", shapes.keySet());
    }

    /** The union of regions of some names, of which there is at least one. */
    Shape union(Collection<String> names) {
        return names.stream().map(shapes::get).reduce(Shape::union).orElseThrow();
    }

    /** The indicators of all of them by name. */
    Map<String, Formula> indicators() {
        Map<String, Formula> all = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> all.put(name, p -> touches(shape, domain.spatial(p)) ? 1 : 0));
        return all;
    }

    /** Whether a place is in a shape, or so near that only rounding may have put it outside. */
    static boolean touches(Shape shape, double... place) {
        if (shape.contains(place)) {
            return true;
        }
        double[] lower = shape.lower();
        double[] upper = shape.upper();
        for (int k = 0; k < place.length; k++) {
            double[] there = place.clone();
            double step = ROUNDING * (upper[k] - lower[k]);
            there[k] = place[k] + step;
            boolean above = shape.contains(there);
            there[k] = place[k] - step;
            if (above || shape.contains(there)) {
                return true;
            }
        }
        return false;
    }
}
