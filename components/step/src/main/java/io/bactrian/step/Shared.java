package io.bactrian.step;

import io.bactrian.workflow.TaskListener;
import io.bactrian.workflow.TaskStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.support.CamelContextHelper;

/**
 * What all steps of a Camel context have in common. It is looked up in Camel's registry once, when
 * the first step starts: the registry may not be searched while anything is bound in it.
 */
final class Shared {
  private final Map<Path, TaskStore> stores = new ConcurrentHashMap<>();
  private final Progress progress;
  private final MeterRegistry meters;
  private final TaskListener listener;
  private final Resources resources;
  private final boolean verify;

  private Shared(CamelContext context) {
    Progress found = CamelContextHelper.findSingleByType(context, Progress.class);
    progress = found == null ? Progress.NONE : found;
    MeterRegistry registry = CamelContextHelper.findSingleByType(context, MeterRegistry.class);
    meters = registry == null ? Metrics.globalRegistry : registry;
    listener = TaskListeners.of(context.getRegistry().findByType(TaskListener.class));
    resources = Declared.resources(context);
    verify =
        context
            .getPropertiesComponent()
            .resolveProperty("bactrian.verify")
            .map(Boolean::parseBoolean)
            .orElse(false);
  }

  static Shared of(CamelContext context) {
    ExtendedCamelContext extension = context.getCamelContextExtension();
    synchronized (extension) {
      Shared shared = extension.getContextPlugin(Shared.class);
      if (shared == null) {
        shared = new Shared(context);
        extension.addContextPlugin(Shared.class, shared);
      }
      return shared;
    }
  }

  /** Who is told how the work goes on: the {@link Progress} in the registry, if there is one. */
  Progress progress() {
    return progress;
  }

  /** The Micrometer registry in Camel's registry, or else the global one. */
  MeterRegistry meters() {
    return meters;
  }

  /** Processors and memory of the machine. */
  Resources resources() {
    return resources;
  }

  /**
   * The task store in a folder. Every {@link TaskListener} in the registry is told of its tasks;
   * with the property {@code bactrian.verify} nothing stored is trusted unread.
   */
  TaskStore store(Path folder) {
    return stores.computeIfAbsent(
        folder.toAbsolutePath().normalize(), path -> new TaskStore(path, listener, verify));
  }
}
