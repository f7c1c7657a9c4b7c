package io.bactrian.workflow.run;

import java.time.Instant;

/**
 * What the process used at one time.
 *
 * @param cpus processors busy since the sample before, such as 1.7
 * @param bytes memory of the process, native memory too
 */
public record Sample(Instant time, double cpus, long bytes) {}
