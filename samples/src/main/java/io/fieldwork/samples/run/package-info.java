/**
 * What the commands do with a configuration: open it, train it into a run folder, measure it, picture it. Commands
 * above only parse and print; what a kind of job means is behind {@code Session}.
 */
@NullMarked
package io.fieldwork.samples.run;

import org.jspecify.annotations.NullMarked;
