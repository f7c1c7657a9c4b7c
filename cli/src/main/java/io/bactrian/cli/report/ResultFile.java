package io.bactrian.cli.report;

import io.bactrian.step.Progress;
import java.nio.file.Path;

/** A file with results that a run has written. */
public record ResultFile(Progress.Result kind, Path file) {}
