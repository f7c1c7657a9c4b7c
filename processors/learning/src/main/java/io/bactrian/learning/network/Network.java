package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.losses.Composition;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A network that gives each voxel a logit a class: N, channels, spatial to N, classes, spatial; or
 * each image: to N, classes. The spatial axes are z, y, x in 3D and y, x in 2D.
 *
 * <p>Parameters are of the type that the precision says. One thread trains; several may infer.
 */
public final class Network extends AbstractBlock {
  private final NetworkShape shape;
  private final Precision precision;
  private final Layers layers;
  private final List<NamedParameter> named;

  /**
   * @param parameters of all the layers
   */
  public Network(NetworkShape shape, Precision precision, Layers layers, ParameterList parameters) {
    this.shape = shape;
    this.precision = precision;
    this.layers = layers;
    this.named = parameters.all();
    named.forEach(parameter -> addParameter(parameter.parameter()));
  }

  /**
   * One pass. What it makes is in the batch's manager; what it no longer needs it closes, so that
   * inference holds little more than the largest layer.
   *
   * @param batch N, channels, spatial; float32; spatial sizes as {@link NetworkShape#sizes()} wants
   * @param training whether gradients are to flow and running statistics to follow
   * @return N, classes, spatial, or N, classes of a network that answers once an image; float32,
   *     before any softmax or sigmoid
   */
  public NDArray forward(NDArray batch, boolean training) {
    shape.check(batch.getShape());
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(training);
    try {
      if (precision == Precision.FP32 && (training || shape.dimension() == 3)) {
        return layers.logits(batch, training);
      }
      // In two dimensions oneDNN takes 10 % less for float32 when channels are last.
      try (NDArray image =
              precision == Precision.FP32
                  ? Operators.toChannelsLast(batch)
                  : precision.enter(batch);
          NDArray logits = layers.logits(image, training)) {
        return Operators.toFloat32(logits);
      }
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /**
   * One pass in training with all that the loss is composed of; gradients flow.
   *
   * @param batch as {@link #forward} takes it
   * @return float32, or float64 in that precision; first what {@link #forward} gives, then what
   *     {@link #composition} expects
   */
  public List<NDArray> outputs(NDArray batch) {
    shape.check(batch.getShape());
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      if (precision == Precision.FP32) {
        return layers.outputs(batch);
      }
      List<NDArray> results = new ArrayList<>();
      try (NDArray image = precision.enter(batch)) {
        if (precision == Precision.FP64) {
          return layers.outputs(image);
        }
        for (NDArray output : layers.outputs(image)) {
          try (output) {
            results.add(Operators.toFloat32(output));
          }
        }
      }
      return results;
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /** How the loss follows from {@link #outputs}. */
  public Composition composition() {
    return layers.composition();
  }

  /** In the order and by the names of GaNDLF's state dictionary, with running statistics. */
  public List<NamedParameter> parameters() {
    return named;
  }

  /** The arrays of {@link #parameters()} by name, in that order. */
  public Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    named.forEach(parameter -> arrays.put(parameter.name(), parameter.array()));
    return arrays;
  }

  public Precision precision() {
    return precision;
  }

  public NetworkShape shape() {
    return shape;
  }

  /**
   * Gives every parameter its initial values; the same for the same seed. Parameters that have
   * values already get new ones in place.
   *
   * @param manager keeps the parameters
   */
  public void initialize(NDManager manager, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (NamedParameter parameter : named) {
      try (NDArray values = initial(manager, parameter, random.split())) {
        parameter.assign(values);
      }
    }
  }

  /**
   * Takes over the values of arrays, for example of a file: into the parameters that are there,
   * else into new ones in the manager of the arrays. Other floating-point types become that of the
   * parameters.
   *
   * @param arrays by the names of {@link #parameters()}, or with the prefix of a wrapper; they stay
   *     open
   * @param source where they are from, for messages
   * @throws ModelException when one is missing, unknown or of another shape
   */
  public void load(Map<String, NDArray> arrays, String source) {
    Map<String, NDArray> plain = StateDictionary.unwrapped(named, arrays);
    plain.keySet().removeIf(layers::repeats);
    StateDictionary.check(named, plain, source);
    for (NamedParameter parameter : named) {
      NDArray array = plain.get(parameter.name());
      if (array == null) {
        array = plain.values().iterator().next().getManager().create(0L); // a count of batches
      }
      try (NDArray values = array.toType(parameter.type(), true)) {
        parameter.assign(values);
      }
    }
  }

  private static NDArray initial(
      NDManager manager, NamedParameter parameter, SplittableRandom random) {
    if (parameter.type() == DataType.INT64) {
      return manager.create(0L);
    }
    float[] values = new float[(int) parameter.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameter.initial().next(random);
    }
    try (NDArray single = manager.create(values, parameter.shape())) {
      return single.toType(parameter.type(), true);
    }
  }

  /**
   * @param patchSize x, y, z; z is 1 in 2D
   * @throws ConfigurationException unless the network takes such a patch
   */
  public void checkPatchSize(int... patchSize) {
    shape.sizes().check(shape.dimension(), patchSize);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
    return new NDList(forward(inputs.singletonOrThrow(), training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return Arrays.stream(inputs).map(shape::output).toArray(Shape[]::new);
  }
}
