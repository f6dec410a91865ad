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
     * {@return the split that is called {@code test}, {@code train} or {@code validation}}
     *
     * @param key of the name, for the error
     * @param name to look up
     * @throws UserError if there is none of that name
     */
    public static Split of(String key, String name) {
        List<String> names = Arrays.stream(values()).map(Split::toString).toList();
        if (!names.contains(name)) {
            throw Nearest.error(key, name, names);
        }
        return values()[names.indexOf(name)];
    }

    /** {@return the one of three parts of the data that belongs to this split} */
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
