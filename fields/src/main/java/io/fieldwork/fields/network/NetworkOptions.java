package io.fieldwork.fields.network;

import static io.fieldwork.fields.tensor.UserError.oneOf;
import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.fieldwork.fields.field.FieldOptions;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Buildable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options of the network that represents the unknowns; block {@code field} of kind {@code pinn}.
 *
 * @param type {@code mlp} (default), {@code modified} (Wang, Teng, Perdikaris 2021), {@code piratenet} (Wang et al.
 * 2024, arXiv 2402.00326), {@code cam}: an mlp whose layers are scaled and shifted by grids over the coordinates, or {@code spectral}: a Fourier series in the one periodic coordinate, whose amplitudes are an
 * mlp of the other coordinates
 * @param layers hidden layers, for a PirateNet blocks of three; default 4
 * @param width units of a hidden layer, default 128
 * @param activation {@code tanh} (default), {@code sin}, {@code silu} or {@code gelu}
 * @param harmonics cosines and sines of each periodic coordinate, k = 1..harmonics; default 1
 * @param modulation the grids of {@code cam}, null for its defaults and for other types
 * @param fourier random Fourier features after the periodic embedding (arXiv 2308.08468), their frequencies trained; an
 * even number, 0 (default) for none
 * @param fourierScale standard deviation of their frequencies, default 1
 * @param factorised random weight factorisation W = V diag(g) (arXiv 2210.01274), default no
 * @param factorMean mean of log g, default 1
 * @param factorSpread standard deviation of log g, default 0.1
 * @param precision {@code float} (default) or {@code double}
 * @param engine {@code auto} (default), {@code jets} or {@code nested}
 */
@JsonSubTypes(
        @JsonSubTypes.Type(
                value = NetworkOptions.class,
                names = {"mlp", "modified", "piratenet", "cam", "spectral"}))
@Buildable
public record NetworkOptions(
        @Nullable String type,
        @Nullable Integer layers,
        @Nullable Integer width,
        @Nullable String activation,
        @Nullable Integer harmonics,
        @Nullable ModulationOptions modulation,
        @Nullable Integer fourier,
        @Nullable Double fourierScale,
        @Nullable Boolean factorised,
        @Nullable Double factorMean,
        @Nullable Double factorSpread,
        @Nullable String precision,
        @Nullable String engine)
        implements FieldOptions {
    /** Fills in defaults and rejects values outside their range. */
    public NetworkOptions {
        type = type == null ? "mlp" : type;
        layers = layers == null ? 4 : layers;
        width = width == null ? 128 : width;
        activation = activation == null ? "tanh" : activation;
        harmonics = harmonics == null ? 1 : harmonics;
        fourier = fourier == null ? 0 : fourier;
        fourierScale = fourierScale == null ? 1 : fourierScale;
        factorised = factorised != null && factorised;
        factorMean = factorMean == null ? 1 : factorMean;
        factorSpread = factorSpread == null ? 0.1 : factorSpread;
        boolean cam = type.equals("cam");
        require(cam || modulation == null, "field.modulation", modulation, "nothing, but with field.type cam");
        modulation =
                cam && modulation == null ? ModulationOptionsBuilder.builder().build() : modulation;
        precision = precision == null ? "float" : precision;
        engine = engine == null ? "auto" : engine;
        oneOf("field.type", type, List.of("mlp", "modified", "piratenet", "cam", "spectral"));
        require(layers >= 1 && layers <= 64, "field.layers", layers, "1 to 64");
        require(width >= 1 && width <= 4096, "field.width", width, "1 to 4096");
        oneOf("field.activation", activation, names());
        require(harmonics >= 1 && harmonics <= 512, "field.harmonics", harmonics, "1 to 512");
        require(
                fourier >= 0 && fourier <= 4096 && fourier % 2 == 0,
                "field.fourier",
                fourier,
                "an even number, 0 to 4096");
        require(fourier == 0 || !type.equals("spectral"), "field.fourier", fourier, "0 with field.type spectral");
        require(fourierScale > 0 && fourierScale < 1e6, "field.fourierScale", fourierScale, "a positive number");
        require(Math.abs(factorMean) < 10, "field.factorMean", factorMean, "-10 to 10");
        require(factorSpread >= 0 && factorSpread < 10, "field.factorSpread", factorSpread, "0 to 10");
        oneOf("field.precision", precision, List.of("float", "double"));
        oneOf("field.engine", engine, List.of("auto", "jets", "nested"));
    }

    private static List<String> names() {
        return Stream.of(Activation.values())
                .map(a -> a.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** {@return the nonlinearity that {@code activation} names} */
    public Activation nonlinearity() {
        return Activation.valueOf(activation.toUpperCase(Locale.ROOT));
    }

    /**
     * {@return the network with random weights}
     *
     * @param owner manager of its device; a sub-manager of it owns it
     * @param kernels of jets; float32 and float64
     * @param outputs number of values, at least 1
     */
    public Network build(NDManager owner, JetKernels kernels, Inputs inputs, int outputs, long seed) {
        return new LayeredNetwork(owner, kernels, this, inputs, outputs, seed);
    }
}
