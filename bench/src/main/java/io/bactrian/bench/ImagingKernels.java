package io.bactrian.bench;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.harmonize.Interpolation;
import io.bactrian.imaging.harmonize.Interpolators;
import io.bactrian.imaging.harmonize.Resample;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.imaging.normalize.Clip;
import io.bactrian.imaging.normalize.ContrastLimitedEqualization;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.PowerLawEqualization;
import io.bactrian.imaging.normalize.ZScore;
import io.bactrian.imaging.normalize.n4.N4BiasCorrection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading, harmonizing and normalizing one float volume of 240 x 240 x 155, all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class ImagingKernels {
  /** Where the files lie; they are made when missing. */
  @Param("target/bench-data")
  public String folder;

  private Path plain;
  private Path packed;
  private Sample sample;
  private Sample floats;

  @Setup
  public void make() {
    plain = Path.of(folder, "volume.nii");
    packed = Path.of(folder, "volume.nii.gz");
    Image image = BrainLikeVolume.image();
    if (Files.notExists(packed)) {
      ImageWriter.write(plain, image);
      ImageWriter.write(packed, image);
    }
    sample = new Sample(List.of(image));
    floats = new ZScore(Mask.ALL).apply(new Resample(1, 1, 1).apply(sample, "bench"), "bench");
  }

  @Benchmark
  public float[] readPlain() {
    return ImageReader.read(plain).toFloats();
  }

  @Benchmark
  public float[] readPacked() {
    return ImageReader.read(packed).toFloats();
  }

  @Benchmark
  public Sample canonical() {
    return new Canonical().apply(sample, "bench");
  }

  @Benchmark
  public Sample resample() {
    return new Resample(1, 1, 1).apply(sample, "bench");
  }

  @Benchmark
  public Sample resampleNearest() {
    return new Resample(1, 1, 1, false, with(Interpolation.NEAREST)).apply(sample, "bench");
  }

  @Benchmark
  public Sample resampleSpline() {
    return new Resample(1, 1, 1, false, with(Interpolation.BSPLINE)).apply(sample, "bench");
  }

  private static Interpolators with(Interpolation interpolation) {
    return new Interpolators(interpolation, Interpolation.NEAREST);
  }

  @Benchmark
  public Sample zScore() {
    return new ZScore(Mask.NONZERO).apply(sample, "bench");
  }

  @Benchmark
  public Sample contrastLimitedEqualization() {
    return new ContrastLimitedEqualization().apply(sample, "bench");
  }

  /** Of whole numbers; 1331 neighbours a voxel. */
  @Benchmark
  public Sample powerLawEqualization() {
    return new PowerLawEqualization().apply(sample, "bench");
  }

  @Benchmark
  public Sample powerLawEqualizationOfFloats() {
    return new PowerLawEqualization().apply(floats, "bench");
  }

  @Benchmark
  public Sample n4() {
    return new N4BiasCorrection().apply(sample, "bench");
  }

  @Benchmark
  public Sample clip() {
    return new Clip(100, 900).apply(sample, "bench");
  }

  @Benchmark
  public Sample plainWholeWay() {
    return wholeWay(plain);
  }

  @Benchmark
  public Sample packedWholeWay() {
    return wholeWay(packed);
  }

  /** From a packed file to a packed file: canonical, 1.5 mm, z-score of the non-zero voxels. */
  @Benchmark
  public void endToEnd() {
    Sample read = new Sample(List.of(ImageReader.read(packed)));
    Sample upright = new Canonical().apply(read, "bench");
    Sample even = new Resample(1.5, 1.5, 1.5).apply(upright, "bench");
    Sample scaled = new ZScore(Mask.NONZERO).apply(even, "bench");
    ImageWriter.write(Path.of(folder, "bactrian.nii.gz"), scaled.channels().get(0));
  }

  private static Sample wholeWay(Path file) {
    Sample read = new Sample(List.of(ImageReader.read(file)));
    Sample upright = new Canonical().apply(read, "bench");
    Sample even = new Resample(1, 1, 1).apply(upright, "bench");
    return new ZScore(Mask.NONZERO).apply(even, "bench");
  }
}
