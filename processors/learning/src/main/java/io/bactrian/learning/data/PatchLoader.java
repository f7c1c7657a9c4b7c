package io.bactrian.learning.data;

import io.bactrian.learning.augmentation.Augmentation;
import io.bactrian.learning.sampling.PatchSampler;
import io.bactrian.learning.sampling.UniformSampler;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of augmented patches for training, made ahead of time on threads of its own.
 *
 * <p>What an epoch yields depends on the seed and the number of the epoch alone, not on the threads
 * nor on earlier epochs. Each epoch takes {@code samplesPerVolume} patches from every subject. The
 * last batch may be smaller.
 *
 * <pre>{@code
 * try (PatchLoader loader = PatchLoader.builder(subjects, channels, classList, patchSize).build()) {
 *   loader.start(epoch);
 *   for (Batch next = loader.next(); next != null; next = loader.next()) {
 *     try (Batch batch = next) { ... }
 *   }
 * }
 * }</pre>
 *
 * <p>One thread consumes. Starting the next epoch before validation lets the first batches be ready
 * when it ends.
 */
public final class PatchLoader implements AutoCloseable {
  private final LoaderSettings settings;
  private final BatchQueue queue;
  private final List<Thread> workers = new ArrayList<>();

  private PatchLoader(LoaderSettings settings) {
    this.settings = settings;
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < settings.prefetch() + 1; i++) {
      batches.add(
          new Batch(
              this,
              settings.batchSize(),
              settings.channels(),
              settings.patchSize(),
              settings.labelled(),
              settings.targets() != null));
    }
    queue = new BatchQueue(batches, settings.batchSize());
    VolumeCache cache =
        new VolumeCache(
            settings.subjects(), settings.channels(), settings.classList(), settings.cacheBytes());
    for (int i = 0; i < settings.threads(); i++) {
      PatchCutter cutter = new PatchCutter(settings, cache);
      Thread worker = new Thread(() -> work(cutter), "bactrian-patches-" + i);
      worker.setDaemon(true);
      workers.add(worker);
    }
    workers.forEach(Thread::start);
  }

  private void work(PatchCutter cutter) {
    try {
      for (BatchQueue.Task task = queue.take(); task != null; task = queue.take()) {
        Throwable failure = null;
        try {
          cutter.cut(task.plan(), task.position(), task.batch(), task.slot());
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        queue.done(task, failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loader was closed
    }
  }

  /** Number of batches in an epoch. */
  public int batches() {
    int patches = settings.subjects().size() * settings.samplesPerVolume();
    return (patches + settings.batchSize() - 1) / settings.batchSize();
  }

  /** Begins an epoch, numbered from 0; what is left of another epoch is dropped. */
  public void start(int epoch) {
    queue.start(
        new EpochPlan(
            settings.subjects().size(),
            settings.samplesPerVolume(),
            settings.queueLength(),
            settings.seed(),
            epoch,
            settings.drawn()));
  }

  /**
   * The next batch of the epoch, to be closed by the caller, or null at its end. Waits until the
   * batch is complete.
   *
   * @throws io.bactrian.safety.UserMistakeException when a subject of the batch cannot be used; the
   *     epoch then stays at this batch
   * @throws InterruptedException when the thread is interrupted while it waits
   * @throws IllegalStateException when no epoch was started, the loader is closed, or so many
   *     batches are open that no memory is left to fill
   */
  public Batch next() throws InterruptedException {
    return queue.next();
  }

  /** Nanoseconds that {@link #next} has waited for patches, over all epochs so far. */
  public long waitedNanos() {
    return queue.waitedNanos();
  }

  /** Stops the threads and waits for them. */
  @Override
  public void close() {
    queue.close();
    workers.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void giveBack(Batch batch) {
    queue.giveBack(batch);
  }

  /**
   * Begins a loader.
   *
   * @param subjects where the patches are cut from
   * @param channels images of each subject
   * @param classList label values in the order of the network's classes; null for subjects without
   *     labels
   * @param patchSize voxels along x, y, z; z is 1 for 2D
   */
  public static Builder builder(
      List<SubjectSource> subjects, int channels, List<Integer> classList, int... patchSize) {
    return new Builder(subjects, channels, classList, patchSize);
  }

  /** The optional settings, with GaNDLF's defaults. */
  public static final class Builder {
    private final List<SubjectSource> subjects;
    private final int channels;
    private final List<Integer> classList;
    private final int[] patchSize;
    private int batchSize = 1;
    private int samplesPerVolume = 10;
    private int queueLength = 100;
    private PatchSampler sampler = new UniformSampler();
    private List<Augmentation> augmentations = List.of();
    private Padding padding = Padding.NONE;
    private int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    private int prefetch = 3;
    private long seed;
    private float[] targets;
    private double[] drawn;
    private long cacheBytes = Runtime.getRuntime().maxMemory() / 4;

    private Builder(
        List<SubjectSource> subjects, int channels, List<Integer> classList, int[] patchSize) {
      this.subjects = subjects;
      this.channels = channels;
      this.classList = classList;
      this.patchSize = patchSize;
    }

    /** Patches a batch ({@code batch_size}); default 1. */
    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    /** Patches from each subject in an epoch ({@code q_samples_per_volume}); default 10. */
    public Builder samplesPerVolume(int value) {
      samplesPerVolume = value;
      return this;
    }

    /** Patches that are shuffled with each other ({@code q_max_length}); default 100. */
    public Builder queueLength(int value) {
      queueLength = value;
      return this;
    }

    /** Where patches lie ({@code patch_sampler}); default uniform. */
    public Builder sampler(PatchSampler value) {
      sampler = value;
      return this;
    }

    /** What is done to patches, in this order but for those that need surroundings, first. */
    public Builder augmentations(List<Augmentation> value) {
      augmentations = value;
      return this;
    }

    /** What lies outside of an image smaller than the patch; default {@link Padding#NONE}. */
    public Builder padding(Padding value) {
      padding = value;
      return this;
    }

    /** Threads that make patches ({@code q_num_workers}); default all processors, at most 4. */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /** Batches that are made ahead; default 3. */
    public Builder prefetch(int value) {
      prefetch = value;
      return this;
    }

    /** What all randomness is derived from; default 0. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Heap that opened subjects may keep, in bytes; default a quarter of the heap. */
    public Builder cacheBytes(long value) {
      cacheBytes = value;
      return this;
    }

    /** What the network is to answer for each subject ({@link Batch#targets}); default nothing. */
    public Builder targets(float[] value) {
      targets = value.clone();
      return this;
    }

    /**
     * Draws the subjects of an epoch by weights, so that some come several times and others not;
     * default every subject once.
     *
     * @param weights of the subjects, in their order
     */
    public Builder drawn(double[] weights) {
      drawn = weights.clone();
      return this;
    }

    /** Starts the threads; no patch is made before {@link PatchLoader#start}. */
    public PatchLoader build() {
      return new PatchLoader(
          new LoaderSettings(
              subjects,
              channels,
              classList,
              patchSize,
              batchSize,
              samplesPerVolume,
              queueLength,
              sampler,
              augmentations,
              padding,
              threads,
              prefetch,
              seed,
              cacheBytes,
              targets,
              drawn));
    }
  }
}
