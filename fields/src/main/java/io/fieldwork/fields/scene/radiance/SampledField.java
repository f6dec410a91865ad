package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.ContractedField;
import io.fieldwork.fields.radiance.Looks;
import io.fieldwork.fields.radiance.Ndc;
import io.fieldwork.fields.radiance.SkyField;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.RaySampler;
import java.util.List;
import java.util.stream.Stream;

/**
 * A radiance field with its ray sampler: the trainable part of a radiance task.
 *
 * @param field owned
 * @param sampler owned
 */
record SampledField(RadianceField field, RaySampler sampler) implements AutoCloseable {
    /** An untrained one, in the box of a capture. */
    static SampledField build(NDManager manager, Kernels kernels, RadianceOptions options, Capture capture) {
        Box box = capture.box();
        long seed = options.train().seed();
        Looks.Size looks =
                new Looks.Size(capture.train().size(), options.appearance().embedding());
        Ndc ndc = options.sampling().projected()
                ? ForwardView.of(
                        capture.train().stream().map(Photo::camera).toList(),
                        options.sampling().nearest())
                : null;
        RadianceField seen = options.sampling().unbounded()
                ? new ContractedField(manager, kernels, options.field(), box, seed, looks, ndc)
                : options.field().build(manager, kernels, box, seed, looks);
        RadianceField field = options.scene().learnsBackground() ? new SkyField(manager, kernels, seen, seed) : seen;
        return new SampledField(field, options.sampling().build(manager, kernels, box, seed));
    }

    List<Parameter> parameters() {
        return Stream.of(field.parameters(), sampler.parameters())
                .flatMap(List::stream)
                .toList();
    }

    /** Copies the shape, the parameters and the state of another of the same options. */
    void overwrite(SampledField from) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            field.restore(from.field.state());
            List<Parameter> target = parameters();
            List<Parameter> source = from.parameters();
            for (int i = 0; i < target.size(); i++) {
                Storage.overwrite(target.get(i).value(), source.get(i).value());
            }
            sampler.restore(from.sampler.state());
        }
    }

    @Override
    public void close() {
        sampler.close();
        field.close();
    }
}
