package io.bactrian.component.infer;

import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Image;
import io.bactrian.learning.inference.Predictor;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the models that were used last in memory, so that a cohort is not predicted by opening each
 * model for each subject. One prediction at a time: it uses all processors.
 */
final class OpenModels implements AutoCloseable {
  /** Enough for the validation folds of a nested cross-validation. */
  private static final int MOST = 10;

  private record Key(Path folder, int batchSize) {}

  private final Map<Key, Predictor> open = new LinkedHashMap<>(MOST, 0.75f, true);

  /** As {@link #predict}, what a model says of a whole image. */
  synchronized Outcome outcome(Path folder, Configuration configuration, List<Image> channels) {
    return open(folder, configuration).outcome(channels);
  }

  /**
   * Probabilities of a model under a configuration that is the same for every call, but for the
   * batch size.
   */
  synchronized List<Image> predict(Path folder, Configuration configuration, List<Image> channels) {
    return open(folder, configuration).probabilities(channels);
  }

  private Predictor open(Path folder, Configuration configuration) {
    Key key = new Key(folder, configuration.inference().batchSize());
    Predictor predictor = open.get(key);
    if (predictor == null) {
      predictor = Predictor.open(folder, configuration);
      open.put(key, predictor);
      closeEldest();
    }
    return predictor;
  }

  private void closeEldest() {
    Iterator<Predictor> eldestFirst = open.values().iterator();
    if (open.size() > MOST) {
      eldestFirst.next().close();
      eldestFirst.remove();
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Predictor::close);
    open.clear();
  }
}
