package io.fieldwork.pde.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data set; block {@code data} of a configuration, chosen by its key {@code type}. Of those we make ourselves sample i is a function of the
 * options and i alone; the test samples come first, then those for validation, then those for training, so that more training leaves
 * the test as it was.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DarcyOptions.class, name = "darcy"),
    @JsonSubTypes.Type(value = MultiscaleDarcyOptions.class, name = "darcy-multiscale"),
    @JsonSubTypes.Type(value = HelmholtzOptions.class, name = "helmholtz"),
    @JsonSubTypes.Type(value = NavierStokesOptions.class, name = "navier-stokes"),
    @JsonSubTypes.Type(value = BurgersOptions.class, name = "burgers"),
    @JsonSubTypes.Type(value = NpzOptions.class, name = "npz"),
    @JsonSubTypes.Type(value = Hdf5Options.class, name = "hdf5")
})
public sealed interface DataOptions
        permits DarcyOptions,
                MultiscaleDarcyOptions,
                HelmholtzOptions,
                NavierStokesOptions,
                BurgersOptions,
                NpzOptions,
                Hdf5Options {
    /**
     * Opens the data set; what is not on disk yet is made first.
     *
     * @param cache folder of data sets, made when needed; anything in it may be deleted
     * @param progress hears of samples made
     * @return its three parts
     * @throws UserError if a file is not what it should be
     */
    DataSplits open(Path cache, ProgressListener progress);

    /**
     * Rejects numbers of samples without meaning.
     *
     * @param train samples to learn from
     * @param validation samples to choose by
     * @param test samples to report
     */
    static void requireCounts(int train, int validation, int test) {
        require(train >= 1 && train <= 10_000_000, "train", train, "a number of samples, 1 or more");
        require(
                validation >= 0 && validation <= 10_000_000,
                "validation",
                validation,
                "a number of samples, 0 or more");
        require(test >= 0 && test <= 10_000_000, "test", test, "a number of samples, 0 or more");
    }

    /**
     * Rejects numbers of samples without meaning; null is a default.
     *
     * @param train samples to learn from
     * @param validation samples to choose by
     * @param test samples to report
     */
    static void requireParts(@Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        requireCounts(train == null ? 1 : train, validation == null ? 0 : validation, test == null ? 0 : test);
    }

    /**
     * Rejects a value.
     *
     * @param holds whether it can be used
     * @param key its name inside the block
     * @param value what it is
     * @param expected what was expected, in words
     */
    static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "data." + key, value, expected);
    }
}
