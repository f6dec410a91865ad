package io.fieldwork.pde.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fieldwork.fields.tensor.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Options of a data set; block {@code data} of a configuration, chosen by its key {@code type}. In generated sets
 * sample i is a function of the options and i alone; the test samples come first, then those for validation, then those
 * for training, so that more training leaves the test as it was.
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
     * Opens the data set; samples that are not on disk yet are generated first.
     *
     * @param cache folder of data sets, made when needed; anything in it may be deleted
     * @param progress notified of generated samples
     * @return its three parts
     * @throws UserError if a file is missing or damaged
     */
    DataSplits open(Path cache, ProgressListener progress);

    /**
     * Rejects numbers of samples outside their range.
     *
     * @param train training samples
     * @param validation validation samples
     * @param test test samples
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
     * Rejects numbers of samples outside their range; null is a default.
     *
     * @param train training samples
     * @param validation validation samples
     * @param test test samples
     */
    static void requireParts(@Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        requireCounts(train == null ? 1 : train, validation == null ? 0 : validation, test == null ? 0 : test);
    }

    /**
     * Rejects a value.
     *
     * @param holds whether it can be used
     * @param key its name inside the block
     * @param value the value
     * @param expected the accepted values, in words
     */
    static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "data." + key, value, expected);
    }
}
