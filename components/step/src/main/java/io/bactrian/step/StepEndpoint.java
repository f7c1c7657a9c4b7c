package io.bactrian.step;

import io.bactrian.workflow.TaskStore;
import java.nio.file.Path;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** What the endpoints of all steps have in common. */
public abstract class StepEndpoint extends DefaultEndpoint {
  /** The category of every step in Camel's catalog. */
  public static final Category CATEGORY = Category.AI;

  private static final int UNSAID = -1;
  private static final int ATTEMPTS = 3;
  private static final long BACKOFF_MILLIS = 500;

  @UriParam(
      description =
          "Folder of the task store, where results of tasks are kept and found again. Without it, the property work, or else the folder work.")
  private String work;

  @UriParam(
      description =
          "How often a task is tried in all when it fails for a reason that may pass: the disk, the network, memory. Without it, the property SCHEME.attempts or step.attempts, or else 3.")
  private Integer attempts;

  @UriParam(
      description =
          "Time before the second attempt; it doubles with each further one. Without it, the property SCHEME.backoff or step.backoff, or else 500 ms.",
      javaType = "java.time.Duration")
  private long backoff = UNSAID;

  @UriParam(
      description =
          "Longest time that computing one task may take; 0 for any. Without it, the property SCHEME.timeLimit or step.timeLimit, or else any.",
      javaType = "java.time.Duration")
  private long timeLimit = UNSAID;

  @UriParam(
      description =
          "Processors that a task takes, of those declared by the property machine.cpus; 0 for all. Without it, the property SCHEME.cpus or step.cpus, or what the step is known to need.")
  private Integer cpus;

  @UriParam(
      description =
          "Memory that a task takes, such as 500m or 2g, of that declared by the property machine.memory. Without it, the property SCHEME.memory or step.memory, or none.")
  private String memory;

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

  public Integer getAttempts() {
    return attempts;
  }

  public void setAttempts(Integer attempts) {
    this.attempts = attempts;
  }

  public long getBackoff() {
    return backoff;
  }

  public void setBackoff(long backoff) {
    this.backoff = backoff;
  }

  public long getTimeLimit() {
    return timeLimit;
  }

  public void setTimeLimit(long timeLimit) {
    this.timeLimit = timeLimit;
  }

  public Integer getCpus() {
    return cpus;
  }

  public void setCpus(Integer cpus) {
    this.cpus = cpus;
  }

  public String getMemory() {
    return memory;
  }

  public void setMemory(String memory) {
    this.memory = memory;
  }

  /** Whether one task of this step keeps all processors busy, as the learning engine does. */
  protected boolean usesAllCpus() {
    return false;
  }

  /** Processors and memory of the machine: one pool for each Camel context. */
  final Resources resources() {
    return Shared.of(getCamelContext()).resources();
  }

  /** Processors for one task: the option, the property of the scheme, or what the step needs. */
  final int cpusOfTask() {
    return cpus != null ? cpus : Declared.cpus(getCamelContext(), scheme(), usesAllCpus() ? 0 : 1);
  }

  final long mebibytesOfTask() {
    return memory != null
        ? Declared.mebibytes(step() + "?memory", memory)
        : Declared.mebibytes(getCamelContext(), scheme());
  }

  /** How often a task is tried in all: the option, or a property. */
  final int attemptsOfTask() {
    return attempts != null
        ? Declared.attempts(step() + "?attempts", attempts.toString())
        : Declared.attempts(getCamelContext(), scheme(), ATTEMPTS);
  }

  /** Milliseconds before the second attempt: the option, or a property. */
  final long backoffOfTask() {
    return backoff >= 0
        ? backoff
        : Declared.millis(getCamelContext(), scheme(), "backoff", BACKOFF_MILLIS);
  }

  /** Milliseconds that a task may take: the option, or a property; 0 for any. */
  final long timeLimitOfTask() {
    return timeLimit >= 0
        ? timeLimit
        : Declared.millis(getCamelContext(), scheme(), "timeLimit", 0);
  }

  /**
   * Looks whether what is declared can be read, so that a mistake ends the run before it begins and
   * not subject after subject.
   */
  final void checkDeclared() {
    cpusOfTask();
    mebibytesOfTask();
    attemptsOfTask();
    backoffOfTask();
    timeLimitOfTask();
    resources();
  }

  private String scheme() {
    // Camel's YAML may have the operation among the options: scheme?operation=...
    return getEndpointUri().split("[:?]", 2)[0];
  }

  /** Scheme and operation, as in a route: the name of the step in progress, measures and errors. */
  public final String step() {
    return scheme() + ":" + getOperation();
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    throw new UnsupportedOperationException(
        step() + " takes messages and cannot start a route; start one with ingest:csv");
  }

  /** The task store of this endpoint: one for each folder in a Camel context. */
  public final TaskStore store() {
    String folder =
        work != null
            ? work
            : getCamelContext().getPropertiesComponent().resolveProperty("work").orElse("work");
    return Shared.of(getCamelContext()).store(Path.of(folder));
  }

  /** Who is told how the work goes on: the {@link Progress} in the registry, if there is one. */
  public final Progress progress() {
    return Shared.of(getCamelContext()).progress();
  }
}
