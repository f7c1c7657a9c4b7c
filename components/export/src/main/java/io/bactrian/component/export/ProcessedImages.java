package io.bactrian.component.export;

import io.bactrian.cohort.Subject;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.step.SubjectFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The images of a subject in a folder of its own, named as GaNDLF names them: {@code
 * ID/ID_0.nii.gz}, ..., {@code ID/ID_label.nii.gz}. Types, values and geometry are those of the
 * processed images.
 */
final class ProcessedImages {
  private ProcessedImages() {}

  /**
   * Writes them; gives the subject with the new files.
   *
   * @throws ExportException for a file that exists with other content, unless {@code force}
   */
  static Subject write(Subject subject, Path folder, boolean force) {
    String name = SubjectFile.name(subject.id());
    Path own = folder.resolve(name);
    Map<String, String> channels = new LinkedHashMap<>();
    subject
        .channels()
        .forEach(
            (channel, image) -> {
              Path file = own.resolve(name + "_" + channels.size() + ".nii.gz");
              write(Path.of(image), file, force);
              channels.put(channel, file.toString());
            });
    if (subject.label() == null) {
      return subject.withFiles(channels, null);
    }
    Path label = own.resolve(name + "_label.nii.gz");
    write(Path.of(subject.label()), label, force);
    return subject.withFiles(channels, label.toString());
  }

  private static void write(Path image, Path file, boolean force) {
    AtomicFiles.writePath(
        file,
        temporary -> {
          ImageWriter.write(temporary, ImageReader.read(image));
          if (!force && Files.exists(file) && Files.mismatch(temporary, file) >= 0) {
            throw ExportException.exists("The folder holds another image of the subject", file);
          }
        });
  }
}
