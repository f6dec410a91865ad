package io.fieldwork.fields.train;

import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One part of split data: test, training or validation. */
public enum Split {
    /** The data of reported metrics. */
    TEST,
    /** The data to learn from. */
    TRAIN,
    /** The data by which settings are chosen. */
    VALIDATION;

    /**
     * The split of a name.
     *
     * @param key of the name
     * @param name {@code test}, {@code train} or {@code validation}
     * @return the split
     * @throws UserError if there is none of that name
     */
    public static Split of(String key, String name) {
        return Arrays.stream(values())
                .filter(split -> split.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.error(key, name, names()));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Split::toString).toList();
    }

    /**
     * The part of this split.
     *
     * @param train the training data
     * @param validation the validation data
     * @param test the test data
     * @param <T> a part of the data
     * @return one of them
     */
    public <T> T of(T train, T validation, T test) {
        return switch (this) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
