package io.bactrian.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.support.SimpleTypeConverter.ConversionMethod;

/**
 * Type converters between the records that travel as messages and their JSON, as text, bytes or
 * stream; Camel finds them by itself. So a route is the same over memory and over a broker.
 */
public final class JsonBodies implements TypeConverterLoader {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void load(TypeConverterRegistry registry) {
    for (Class<?> type :
        List.of(
            Cohort.class,
            Fold.class,
            Prediction.class,
            Subject.class,
            SubjectFailure.class,
            TrainedModel.class)) {
      register(registry, type);
    }
    add(registry, Cohort.class, List.class, (type, exchange, list) -> cohort((List<?>) list));
  }

  /** Adds the converters of one more record. */
  public static void register(TypeConverterRegistry registry, Class<?> type) {
    add(registry, String.class, type, (to, exchange, body) -> JSON.writeValueAsString(body));
    add(registry, byte[].class, type, (to, exchange, body) -> JSON.writeValueAsBytes(body));
    add(
        registry,
        InputStream.class,
        type,
        (to, exchange, body) -> new ByteArrayInputStream(JSON.writeValueAsBytes(body)));
    add(registry, type, String.class, JsonBodies::fromText);
    add(registry, type, byte[].class, JsonBodies::fromBytes);
    add(registry, type, InputStream.class, JsonBodies::fromStream);
  }

  /**
   * What a split over subjects has gathered, as a cohort: the subjects that came through. Those
   * that failed stand in the list as {@link SubjectFailure}.
   */
  private static Cohort cohort(List<?> gathered) {
    List<Subject> subjects = new ArrayList<>();
    for (Object body : gathered) {
      if (body instanceof Subject subject) {
        subjects.add(subject);
      } else if (!(body instanceof SubjectFailure)) {
        throw new TypeConversionException(
            body, Subject.class, new IllegalArgumentException("not a subject"));
      }
    }
    return new Cohort(subjects);
  }

  private static Object fromText(Class<?> type, Exchange exchange, Object body)
      throws JsonProcessingException {
    return JSON.readValue((String) body, type);
  }

  private static Object fromBytes(Class<?> type, Exchange exchange, Object body)
      throws IOException {
    return JSON.readValue((byte[]) body, type);
  }

  private static Object fromStream(Class<?> type, Exchange exchange, Object body)
      throws IOException {
    return JSON.readValue((InputStream) body, type);
  }

  private static void add(
      TypeConverterRegistry registry, Class<?> to, Class<?> from, ConversionMethod method) {
    registry.addTypeConverter(to, from, new SimpleTypeConverter(false, method));
  }
}
