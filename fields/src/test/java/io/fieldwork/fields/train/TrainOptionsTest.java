package io.fieldwork.fields.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import org.junit.jupiter.api.Test;

class TrainOptionsTest {
    @Test
    void trainingThatNothingEndsIsRefused() {
        TrainOptionsBuilder endless = TrainOptionsBuilder.builder().minutes(Double.POSITIVE_INFINITY);
        UserError error = assertThrows(UserError.class, endless::build);
        assertTrue(error.getMessage().contains("train.minutes"), error.getMessage());
        assertEquals(7, endless.steps(7L).build().steps());
    }

    @Test
    void scheduleFollowsTheFurtherOfStepsAndTime() {
        TrainOptions options = TrainOptionsBuilder.builder()
                .steps(100L)
                .minutes(2.0)
                .rate(0.01)
                .finalRate(0.1)
                .warmup(0.1)
                .build();
        assertEquals(0.5, options.fraction(50, 0));
        assertEquals(0.75, options.fraction(50, 90));
        assertEquals(1, options.fraction(50, 1000));
        assertEquals(0.005, options.rateAt(0.05), 1e-12);
        assertEquals(0.01, options.rateAt(0.1), 1e-12);
        assertEquals(0.001, options.rateAt(1), 1e-12);
    }
}
