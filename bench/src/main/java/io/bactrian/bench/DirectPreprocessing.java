package io.bactrian.bench;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageChecks;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.ZScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What {@code preprocess.camel.yaml} does to the subjects of {@link TinySubjects}, without engine:
 * the same files read and written, on as many threads. Arguments: data folder, number of subjects,
 * output folder. Prints the seconds that it took.
 */
public final class DirectPreprocessing {
  private DirectPreprocessing() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Path out = Path.of(arguments[2]);
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      String name = String.format("s%05d", i);
      threads.submit(
          () -> {
            subject(data, name, out);
            return null;
          });
    }
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.HOURS);
    System.out.printf("%.2f%n", (System.nanoTime() - start) / 1e9);
  }

  private static void subject(Path data, String name, Path out) throws IOException {
    Sample sample = read(data.resolve(name + ".nii"), data.resolve(name + "-label.nii"));
    ImageChecks.check(sample, null, name);
    Path first = Files.createDirectories(out.resolve(name + "-1"));
    write(first, new Canonical().apply(sample, name));
    Sample again = read(first.resolve("channel_0.nii"), first.resolve("label.nii"));
    Path second = Files.createDirectories(out.resolve(name + "-2"));
    write(second, new ZScore(Mask.NONZERO).apply(again, name));
  }

  private static Sample read(Path image, Path label) {
    Image channel = ImageReader.read(image);
    return new Sample(List.of(channel), LabelMap.of(ImageReader.read(label), label.toString()));
  }

  private static void write(Path folder, Sample sample) {
    ImageWriter.write(folder.resolve("channel_0.nii"), sample.channels().get(0), PixelType.FLOAT32);
    ImageWriter.write(folder.resolve("label.nii"), sample.label());
  }
}
