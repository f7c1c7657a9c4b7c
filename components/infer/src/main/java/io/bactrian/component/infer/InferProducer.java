package io.bactrian.component.infer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.InferenceSettings;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.learning.inference.ModelMatch;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.learning.network.Precision;
import io.bactrian.step.Options;
import io.bactrian.step.StepProducer;
import io.bactrian.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Message;

/**
 * Takes a subject with processed images, or a pending prediction that names its model, and gives a
 * prediction with probabilities: a 4D NIfTI in the task store, one volume a class; or of a whole
 * image.
 */
public class InferProducer extends StepProducer {
  private static final int VERSION = 1;
  private static final String FILE = "probabilities.nii";
  private static final String OUTCOME = "outcome.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InferEndpoint endpoint;
  private final OpenModels models = new OpenModels();

  public InferProducer(InferEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStop() throws Exception {
    models.close();
    super.doStop();
  }

  @Override
  protected Object apply(Message message) {
    Object body = bodyOf(message, Prediction.class, Subject.class);
    Subject subject = body instanceof Prediction pending ? pending.subject() : (Subject) body;
    ModelFolder model = ModelFolder.open(Path.of(modelOf(body)));
    Configuration configuration = configuration(model, memoryFailures(message));
    // Before the store is asked: it would answer what another configuration had asked.
    ModelMatch.check(model, configuration);
    List<Path> inputs = new ArrayList<>();
    inputs.add(model.folder().resolve("weights.safetensors"));
    inputs.add(model.folder().resolve("config.yaml"));
    subject.images().forEach(image -> inputs.add(Path.of(image)));
    List<String> names = new ArrayList<>(List.of("weights", "config of the model"));
    names.addAll(subject.channels().keySet());
    Task task = new Task("infer", VERSION, options(configuration), inputs, names);
    if (configuration.model().problem().perImage()) {
      return whole(message, model, configuration, subject, task);
    }
    Path file =
        run(
                message,
                subject.id(),
                task,
                into ->
                    ImageWriter.writeChannels(
                        into.resolve(FILE), predict(model, configuration, subject)))
            .resolve(FILE);
    return new Prediction(subject, List.of(model.folder().toString()), file.toString(), null);
  }

  /** A prediction of the whole image: nothing but numbers, which lie in the task store as JSON. */
  private Prediction whole(
      Message message, ModelFolder model, Configuration configuration, Subject subject, Task task) {
    Path file =
        run(
                message,
                subject.id(),
                task,
                into ->
                    JSON.writeValue(
                        into.resolve(OUTCOME).toFile(),
                        models.outcome(model.folder(), configuration, channels(subject))))
            .resolve(OUTCOME);
    try {
      Outcome outcome = JSON.readValue(file.toFile(), Outcome.class);
      return new Prediction(subject, List.of(model.folder().toString()), outcome);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a stored prediction", e);
    }
  }

  private String modelOf(Object body) {
    if (endpoint.getModel() == null && body instanceof Prediction pending) {
      return pending.models().get(0);
    }
    return Options.required(endpoint.step(), "model", endpoint.getModel());
  }

  /**
   * The endpoint's configuration, or the model's, with the window of this endpoint; after a
   * shortage of memory with half the windows at once.
   */
  private Configuration configuration(ModelFolder model, int memoryFailures) {
    Configuration known =
        endpoint.configuration() == null ? model.configuration() : endpoint.configuration();
    InferenceSettings asked = endpoint.settings(known.inference());
    return known.withInference(
        new InferenceSettings(
            asked.aggregation(),
            asked.overlap(),
            Math.max(1, asked.batchSize() >> memoryFailures),
            asked.testTimeFlips()));
  }

  /** What changes the probabilities; how many windows the network gets at once does not. */
  private static SortedMap<String, String> options(Configuration configuration) {
    InferenceSettings settings = configuration.inference();
    return new TreeMap<>(
        Map.of(
            "aggregation", settings.aggregation(),
            "overlap", Integer.toString(settings.overlap()),
            "flips", Boolean.toString(settings.testTimeFlips()),
            "precision", Precision.of(configuration.model().precision()).name()));
  }

  private List<Image> predict(ModelFolder model, Configuration configuration, Subject subject) {
    return models.predict(model.folder(), configuration, channels(subject));
  }

  private static List<Image> channels(Subject subject) {
    List<Image> channels = new ArrayList<>();
    subject.images().forEach(file -> channels.addAll(ImageReader.readChannels(Path.of(file))));
    return channels;
  }
}
