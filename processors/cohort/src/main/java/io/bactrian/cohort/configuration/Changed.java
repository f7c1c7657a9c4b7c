package io.bactrian.cohort.configuration;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Copies of records with many components of which a few change. */
final class Changed {
  private Changed() {}

  /**
   * The same record but for some components.
   *
   * @param namesAndValues name of a component, its new value, and so on
   * @throws IllegalArgumentException when there is no component of a name
   */
  static <R extends Record> R of(R record, Object... namesAndValues) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(record);
      }
      for (int i = 0; i < namesAndValues.length; i += 2) {
        int index = names.indexOf(namesAndValues[i]);
        if (index < 0) {
          throw new IllegalArgumentException("No " + namesAndValues[i] + " among " + names);
        }
        values[index] = namesAndValues[i + 1];
      }
      @SuppressWarnings("unchecked")
      Class<R> type = (Class<R>) record.getClass();
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + record, e);
    }
  }
}
