package io.bactrian.step;

import io.bactrian.workflow.TaskListener;
import io.bactrian.workflow.TaskStore;
import java.nio.file.Path;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/** What the endpoints of all steps have in common. */
public abstract class StepEndpoint extends DefaultEndpoint {
  /** The category of every step in Camel's catalog. */
  public static final Category CATEGORY = Category.AI;

  @UriParam(
      description = "Folder of the task store, where results of tasks are kept and found again.",
      defaultValue = "work")
  private String work;

  protected StepEndpoint(String uri, StepComponent component) {
    super(uri, component);
  }

  /** What follows the scheme: which of the component's operations this endpoint does. */
  public abstract String getOperation();

  public abstract void setOperation(String operation);

  public String getWork() {
    return work;
  }

  public void setWork(String work) {
    this.work = work;
  }

  /** Scheme and operation, as in a route: the name of the step in progress, measures and errors. */
  public final String step() {
    // Camel's YAML may have the operation among the options: scheme?operation=...
    return getEndpointUri().split("[:?]", 2)[0] + ":" + getOperation();
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    throw new UnsupportedOperationException(
        step() + " takes messages and cannot start a route; start one with ingest:csv");
  }

  /** The task store of this endpoint: one for each folder in a Camel context. */
  public final TaskStore store() {
    Path folder = Path.of(work == null ? "work" : work).toAbsolutePath().normalize();
    String name = "bactrian.store:" + folder;
    Registry registry = getCamelContext().getRegistry();
    synchronized (registry) {
      TaskStore store = registry.lookupByNameAndType(name, TaskStore.class);
      if (store == null) {
        store = new TaskStore(folder, listener());
        registry.bind(name, store);
      }
      return store;
    }
  }

  /** All {@link TaskListener}s in the registry are told of every task. */
  private TaskListener listener() {
    return TaskListeners.of(getCamelContext().getRegistry().findByType(TaskListener.class));
  }

  /** Who is told how the work goes on: the {@link Progress} in the registry, if there is one. */
  public final Progress progress() {
    Progress progress = CamelContextHelper.findSingleByType(getCamelContext(), Progress.class);
    return progress == null ? Progress.NONE : progress;
  }
}
