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
    @JsonSubTypes.Type(
            value = PairsOptions.class,
            names = {"pairs", "npz", "matlab"}),
    @JsonSubTypes.Type(value = Hdf5Options.class, name = "hdf5")
})
public interface DataOptions {
    /**
     * {@return the three parts of the data set; samples that are not on disk yet are generated first}
     *
     * @param cache folder of data sets, made when needed; anything in it may be deleted
     * @param progress notified of generated samples
     * @throws UserError if a file is missing or damaged
     */
    DataSplits open(Path cache, ProgressListener progress);

    /** {@return what the axes of the data's arrays mean, if that is said, as the key {@code data.axes}} */
    default @Nullable String axes() {
        return null;
    }

    /** {@return the name of the array of inputs in the data's file, if that is said} */
    default @Nullable String input() {
        return null;
    }

    /** Rejects numbers of samples outside their range; null stands for a default that depends on the data. */
    static void requireCounts(@Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        requireCount("train", train, 1);
        requireCount("validation", validation, 0);
        requireCount("test", test, 0);
    }

    private static void requireCount(String key, @Nullable Integer count, int least) {
        boolean holds = count == null || count >= least && count <= 10_000_000;
        require(holds, key, String.valueOf(count), "a number of samples, " + least + " or more");
    }

    /** Rejects the value of a key of the block, given whether it holds and what is expected in words. */
    static void require(boolean holds, String key, Object value, String expected) {
        UserError.require(holds, "data." + key, value, expected);
    }
}
