package io.bactrian.imaging.phantom;

import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** A folder of synthetic heads with the table that names them. */
public final class PhantomCohort {
  private PhantomCohort() {}

  /**
   * Writes the image and label map of each subject as packed NIfTI, and {@code cohort.csv} with the
   * columns SubjectID, Channel_0 and Label, whose paths are relative to it.
   *
   * @param folder made when it does not exist
   * @param subjects how many heads
   * @param seed other seeds give other heads
   * @return the table
   */
  public static Path write(Path folder, int subjects, long seed) {
    if (subjects < 1) {
      throw new IllegalArgumentException("A cohort has at least one subject, not " + subjects);
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    StringBuilder table = new StringBuilder("SubjectID,Channel_0,Label\n");
    for (int i = 1; i <= subjects; i++) {
      String id = String.format(Locale.ROOT, "phantom-%03d", i);
      String image = id + "_t1.nii.gz";
      String label = id + "_seg.nii.gz";
      Sample head = HeadPhantom.generate(seeds.nextLong());
      ImageWriter.write(folder.resolve(image), head.channels().get(0), PixelType.INT16);
      ImageWriter.write(folder.resolve(label), head.label());
      table.append(id).append(',').append(image).append(',').append(label).append('\n');
    }
    Path csv = folder.resolve("cohort.csv");
    AtomicFiles.writeText(csv, table.toString());
    return csv;
  }
}
