package io.bactrian.step;

import io.bactrian.safety.FullDiskException;
import io.bactrian.workflow.Task;
import io.bactrian.workflow.TaskContext;
import io.bactrian.workflow.TaskStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * A step: takes a message with one kind of record and puts another in its place. Times and counts
 * itself in the Micrometer registry that Camel's registry holds, and tells {@link Progress}.
 *
 * <p>Several threads may use one producer at the same time.
 */
public abstract class StepProducer extends DefaultProducer {
  private final StepEndpoint endpoint;
  private MeterRegistry meters;

  protected StepProducer(StepEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * Does the work.
   *
   * @return the new body
   */
  protected abstract Object apply(Message message) throws Exception;

  @Override
  protected void doStart() throws Exception {
    meters = Shared.of(endpoint.getCamelContext()).meters();
    endpoint.checkDeclared();
    super.doStart();
  }

  /** Whether every message of a split comes here, so that their number tells how much is left. */
  protected boolean isForAll() {
    return true;
  }

  @Override
  public final void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    int of = isForAll() ? SplitTotal.of(exchange) : 0;
    endpoint.progress().started(endpoint.step(), of);
    try {
      message.setHeader(StepConstants.ATTEMPT, attempt(message));
      message.setBody(apply(message));
      Retry.forget(exchange);
      outcome = "done";
    } catch (OutOfMemoryError e) {
      Exception shortage = new MemoryShortageException(endpoint.step(), e);
      Retry.failed(exchange, endpoint, attempt(message), shortage);
      throw shortage;
    } catch (Exception e) {
      FullDiskException full = FullDiskException.of(e);
      Exception failure = full == null ? e : full;
      Retry.failed(exchange, endpoint, attempt(message), failure);
      throw failure;
    } finally {
      sample.stop(
          Timer.builder(StepConstants.TIMER)
              .tag("step", endpoint.step())
              .tag("outcome", outcome)
              .register(meters));
      endpoint.progress().ended(endpoint.step(), "done".equals(outcome), of);
    }
  }

  /**
   * The folder with the results of a task, from the store or by {@code work}: which waits for its
   * processors and memory, and may not take longer than the time limit.
   *
   * @param subject id of the subject or name of the fold
   */
  protected final Path run(Message message, String subject, Task task, TaskStore.Work work) {
    return endpoint.store().run(task, context(message, subject), limited(work));
  }

  /** As {@link TaskStore#runAt}, with resources and time limit. */
  protected final void runAt(
      Message message,
      String subject,
      Task task,
      Path place,
      List<String> outputs,
      TaskStore.Work work) {
    endpoint.store().runAt(task, context(message, subject), place, outputs, limited(work));
  }

  /**
   * Work whose result is not kept in the task store, such as a file for the user: with resources
   * and time limit as for a task. What is interrupted must not leave half a file.
   */
  protected final <T> T unstored(Message message, Supplier<T> work) {
    long limit = endpoint.timeLimitOfTask();
    try {
      Resources.Loan loan = loan(memoryFailures(message) > 0);
      try {
        if (limit <= 0) {
          return work.get();
        }
        AtomicReference<T> result = new AtomicReference<>();
        TimeLimit.run(endpoint.step(), limit, none -> result.set(work.get()), null);
        return result.get();
      } finally {
        loan.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(endpoint.step() + ": " + e.getMessage(), e);
    }
  }

  private TaskContext context(Message message, String subject) {
    boolean alone = memoryFailures(message) > 0;
    return new TaskContext(
        endpoint.step(),
        subject,
        attempt(message),
        endpoint.usesAllCpus(),
        () -> loan(alone)::close);
  }

  /** After a shortage of memory a task gets the machine for itself. */
  private Resources.Loan loan(boolean alone) throws IOException {
    Resources resources = endpoint.resources();
    try {
      return alone
          ? resources.acquire(0, resources.mebibytes())
          : resources.acquire(endpoint.cpusOfTask(), endpoint.mebibytesOfTask());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for processors");
    }
  }

  private TaskStore.Work limited(TaskStore.Work work) {
    long limit = endpoint.timeLimitOfTask();
    return limit <= 0 ? work : folder -> TimeLimit.run(endpoint.step(), limit, work, folder);
  }

  /** Which attempt this is, from 1. */
  protected static int attempt(Message message) {
    return 1 + message.getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
  }

  /** How often this message has failed here for want of memory: work on smaller pieces then. */
  protected static int memoryFailures(Message message) {
    return message.getExchange().getProperty(StepConstants.MEMORY_FAILURES, 0, Integer.class);
  }

  /**
   * The body as one kind of record.
   *
   * @throws StepBodyException when it is another
   */
  protected final <T> T body(Message message, Class<T> type) {
    return body(message, new Class<?>[] {type}, type);
  }

  /**
   * The body as the first of several kinds that fits.
   *
   * @throws StepBodyException when it is none of them
   */
  protected final Object bodyOf(Message message, Class<?>... types) {
    return body(message, types, Object.class);
  }

  private <T> T body(Message message, Class<?>[] types, Class<T> result) {
    Object body = message.getBody();
    RuntimeException cause = null;
    for (Class<?> type : types) {
      if (type.isInstance(body)) {
        return result.cast(body);
      }
    }
    for (Class<?> type : types) {
      try {
        Object converted = message.getBody(type);
        if (converted != null) {
          return result.cast(converted);
        }
      } catch (RuntimeException e) {
        cause = e;
      }
    }
    throw StepBodyException.unexpected(endpoint.step(), Arrays.asList(types), body, cause);
  }
}
