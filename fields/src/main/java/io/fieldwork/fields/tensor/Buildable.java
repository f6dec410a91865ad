package io.fieldwork.fields.tensor;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.lang.model.element.Modifier;

/**
 * A record of options with a generated builder, {@code TrainOptionsBuilder.builder().steps(400L).rate(0.005).build()}, where whatever
 * is not set keeps its default; {@code TrainOptionsBuilder.builder(options)} starts from a copy. A component marked
 * {@code @Nullable} may be left out or null, in a configuration, too. Its accessor returns the default that took its place, and
 * null only where the description of the component says what null stands for.
 */
@RecordBuilder.Template(
        options =
                @RecordBuilder.Options(
                        builderClassModifiers = {Modifier.PUBLIC, Modifier.FINAL},
                        addStaticBuilder = false,
                        enableGetters = false,
                        enableWither = false))
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface Buildable {}
