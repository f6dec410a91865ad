package io.fieldwork.fields.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The chain and product rules of a slot set as data.
 *
 * @param slots the derivatives
 * @param chain for each slot the terms of D^a f(z), by Faa di Bruno's formula; that of slot 0 is f itself
 * @param product for each slot the terms of D^a (u v), by Leibniz' formula
 */
public record JetRules(Slots slots, List<List<Term>> chain, List<List<Pair>> product) {
    /**
     * One term of the chain rule, coefficient f^(order)(z_0) times the product of the factors.
     *
     * @param coefficient number of set partitions that give this term
     * @param order order of the derivative of f, which is the number of factors
     * @param factors slots of z in ascending order, repeated where they occur as a power
     */
    public record Term(int coefficient, int order, List<Integer> factors) {}

    /**
     * One term of the product rule.
     *
     * @param coefficient binomial
     * @param left slot of u
     * @param right slot of v
     */
    public record Pair(int coefficient, int left, int right) {}

    /** The rules of a slot set. */
    public static JetRules of(Slots slots) {
        List<List<Term>> chain = new ArrayList<>();
        List<List<Pair>> product = new ArrayList<>();
        for (Derivative derivative : slots.derivatives()) {
            int[] axes = axes(derivative);
            chain.add(chain(slots, axes));
            product.add(product(slots, axes));
        }
        return new JetRules(slots, List.copyOf(chain), List.copyOf(product));
    }

    /** Slots of the pure derivatives of each coordinate that has any, in ascending order: t; x, xx. */
    public List<List<Integer>> pure() {
        return IntStream.range(0, slots.dimensions())
                .mapToObj(axis -> IntStream.range(1, slots.size())
                        .filter(k -> slots.derivatives().get(k).orders().get(axis)
                                == slots.derivatives().get(k).order())
                        .boxed()
                        .toList())
                .filter(some -> !some.isEmpty())
                .toList();
    }

    /** Slots of the mixed derivatives, in ascending order. */
    public List<Integer> mixed() {
        List<Integer> pure = pure().stream().flatMap(List::stream).toList();
        return IntStream.range(1, slots.size())
                .boxed()
                .filter(k -> !pure.contains(k))
                .toList();
    }

    /** The coordinates of the single differentiations, such as 0, 1, 1 for txx. */
    private static int[] axes(Derivative derivative) {
        return IntStream.range(0, derivative.dimensions())
                .flatMap(axis ->
                        IntStream.generate(() -> axis).limit(derivative.orders().get(axis)))
                .toArray();
    }

    private static List<Term> chain(Slots slots, int[] axes) {
        var counts = new TreeMap<List<Integer>, Integer>(
                Comparator.<List<Integer>>comparingInt(List::size).thenComparing(List::toString));
        partitions(axes.length, 0, new ArrayList<>(), blocks -> {
            List<Integer> factors =
                    blocks.stream().map(set -> slot(slots, axes, set)).sorted().toList();
            counts.merge(factors, 1, Integer::sum);
        });
        return counts.entrySet().stream()
                .map(e -> new Term(e.getValue(), e.getKey().size(), e.getKey()))
                .toList();
    }

    private static List<Pair> product(Slots slots, int[] axes) {
        int all = (1 << axes.length) - 1;
        var counts = new TreeMap<Integer, Integer>();
        var partner = new TreeMap<Integer, Integer>();
        for (int set = 0; set <= all; set++) {
            int left = slot(slots, axes, set);
            counts.merge(left, 1, Integer::sum);
            partner.put(left, slot(slots, axes, all - set));
        }
        return counts.entrySet().stream()
                .map(e -> new Pair(e.getValue(), e.getKey(), partner.get(e.getKey())))
                .toList();
    }

    /** Visits every way to cut the differentiations, given by their number, into blocks; a block is a set of bits. */
    private static void partitions(int size, int next, List<Integer> blocks, Consumer<List<Integer>> visit) {
        if (next == size) {
            visit.accept(blocks);
            return;
        }
        for (int k = 0; k < blocks.size(); k++) {
            int before = blocks.get(k);
            blocks.set(k, before | 1 << next);
            partitions(size, next + 1, blocks, visit);
            blocks.set(k, before);
        }
        blocks.add(1 << next);
        partitions(size, next + 1, blocks, visit);
        blocks.removeLast();
    }

    private static int slot(Slots slots, int[] axes, int set) {
        Integer[] orders = new Integer[slots.dimensions()];
        Arrays.fill(orders, 0);
        for (int k = 0; k < axes.length; k++) {
            orders[axes[k]] += set >> k & 1;
        }
        return slots.of(new Derivative(List.of(orders)));
    }
}
