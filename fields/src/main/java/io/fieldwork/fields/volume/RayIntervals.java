package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;

/** The parts of rays that lie in a box, and as many samples in each of them, packed. */
final class RayIntervals {
    private static final String TEXT = """
            def inside(self, o: Tensor, d: Tensor, jitter: Tensor, low: Tensor, size: Tensor, near: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              inverse = torch.reciprocal(d)
              a = torch.mul(torch.sub(low, o), inverse)
              b = torch.mul(torch.sub(torch.add(low, size), o), inverse)
              enter = torch.maximum(torch.amax(torch.minimum(a, b), [1]), near)
              leave = torch.amin(torch.maximum(a, b), [1])
              hit = torch.reshape(torch.nonzero(torch.gt(leave, enter)), [-1])
              first = torch.unsqueeze(torch.index_select(enter, 0, hit), 1)
              last = torch.unsqueeze(torch.index_select(leave, 0, hit), 1)
              return (hit, first, last, torch.index_select(o, 0, hit), torch.index_select(d, 0, hit), torch.unsqueeze(torch.index_select(jitter, 0, hit), 1))

            def ball(self, o: Tensor, d: Tensor, jitter: Tensor, low: Tensor, size: Tensor, near: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              half = torch.mul(torch.amax(size), 0.5)
              p = torch.sub(o, torch.add(low, torch.mul(size, 0.5)))
              along = torch.sum(torch.mul(p, d), [1], True)
              square = torch.sub(torch.sum(torch.mul(p, p), [1], True), torch.mul(half, half))
              root = torch.sqrt(torch.relu(torch.sub(torch.mul(along, along), square)))
              enter = torch.maximum(torch.neg(torch.add(along, root)), near)
              leave = torch.maximum(torch.sub(root, along), near)
              hit = torch.arange(torch.size(o, 0), device=o.device)
              return (hit, enter, leave, o, d, torch.unsqueeze(jitter, 1))

            def even(self, jitter: Tensor, steps: Tensor) -> Tensor:
              return torch.div(torch.add(jitter, steps), torch.size(steps, 0))

            def distances(self, part: Tensor, enter: Tensor, leave: Tensor) -> Tensor:
              return torch.add(enter, torch.mul(part, torch.sub(leave, enter)))

            def disparities(self, part: Tensor, enter: Tensor, leave: Tensor) -> Tensor:
              a = torch.reciprocal(enter)
              return torch.reciprocal(torch.add(a, torch.mul(part, torch.sub(torch.reciprocal(leave), a))))

            def pack(self, t: Tensor, leave: Tensor, hit: Tensor, o: Tensor, d: Tensor, all: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
              n = torch.size(t, 1)
              counts = torch.zeros([torch.size(all, 0)], dtype=4, device=t.device)
              counted = torch.index_fill(counts, 0, hit, n)
              offsets = torch.to(torch.constant_pad_nd(torch.cumsum(counted, 0), [1, 0]), 3)
              rays = torch.to(torch.repeat_interleave(hit, n), 3)
              x = torch.add(torch.unsqueeze(o, 1), torch.mul(torch.unsqueeze(t, 2), torch.unsqueeze(d, 1)))
              delta = torch.sub(torch.cat([torch.slice(t, 1, 1), leave], 1), t)
              return (offsets, rays, torch.reshape(x, [torch.mul(torch.size(t, 0), n), 3]), torch.flatten(t), torch.flatten(delta))
            """;

    private final Script script;
    private final NDArray low;
    private final NDArray size;
    private final NDArray near;
    private final String spacing;

    /**
     * Intervals in a box.
     *
     * @param manager of the rays' device, which owns everything
     * @param near least distance from a ray's origin
     * @param inverse whether samples are even in the inverse of the distance
     */
    RayIntervals(NDManager manager, Box box, float near, boolean inverse) {
        this.script = Script.compile(manager, TEXT);
        this.low = manager.create(box.min());
        this.size = manager.create(box.size());
        this.near = manager.create(near);
        this.spacing = inverse ? "disparities" : "distances";
        Scopes.keep(low, size, this.near);
    }

    /**
     * The rays that meet the box.
     *
     * @param rays all of them
     * @param hit int64 [h], numbers of those that do
     * @param enter [h, 1], where they enter, from the near plane on
     * @param leave [h, 1], where they leave
     * @param origins [h, 3]
     * @param directions [h, 3]
     * @param jitter [h, 1] in [0, 1)
     */
    record Inside(
            Rays rays,
            NDArray hit,
            NDArray enter,
            NDArray leave,
            NDArray origins,
            NDArray directions,
            NDArray jitter) {}

    /** The rays that meet the box, each with a random number. */
    Inside of(Rays rays, NDArray jitter) {
        return of(rays, jitter, "inside");
    }

    /**
     * All rays with their parts in the ball around the box's middle that touches its farthest sides. A ray that misses it has an empty part, where it is
     * nearest to the middle.
     */
    Inside ofBall(Rays rays, NDArray jitter) {
        return of(rays, jitter, "ball");
    }

    private Inside of(Rays rays, NDArray jitter, String part) {
        NDArray[] found = script.call(part, rays.origins(), rays.directions(), jitter, low, size, near);
        return new Inside(rays, found[0], found[1], found[2], found[3], found[4], found[5]);
    }

    /** Numbers [h, n], one in each n-th of [0, 1), moved by the same part of it along a ray. */
    NDArray even(Inside inside, int n) {
        return script.call("even", inside.jitter(), inside.jitter().getManager().arange(0f, n, 1f))[0];
    }

    /** Distances [h, n], one in each of n parts of a ray's interval. */
    NDArray stratified(Inside inside, int n) {
        return script.call(spacing, even(inside, n), inside.enter(), inside.leave())[0];
    }

    /** Samples at ascending distances [h, n]; each stands for what lies between it and the next, the last for the rest. */
    Samples samples(Inside inside, NDArray t) {
        NDArray[] packed = script.call(
                "pack",
                t,
                inside.leave(),
                inside.hit(),
                inside.origins(),
                inside.directions(),
                inside.rays().origins());
        return new Samples(packed[0], packed[1], packed[2], packed[3], packed[4]);
    }
}
