package io.bactrian.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ResourcesTest {
  private final Resources resources = new Resources(4, 1000);
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

  private Thread asks(String name, int cpus, long mebibytes) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try (Resources.Loan loan = resources.acquire(cpus, mebibytes)) {
                begun.add(name + " " + loan.cpus());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return thread;
  }

  @Test
  void aTrainingThatWaitsIsNotPassedByPreprocessing() throws InterruptedException {
    Resources.Loan running = resources.acquire(1, 0);
    Thread training = asks("training", 0, 0);
    Thread preprocessing = asks("preprocessing", 1, 0);
    assertThat(begun).as("both wait: three processors are free, but the line is kept").isEmpty();
    running.close();
    training.join();
    preprocessing.join();
    assertThat(begun).containsExactly("training 4", "preprocessing 1");
  }

  @Test
  void stepsRunSideBySideAsFarAsMemoryGoes() throws InterruptedException {
    Resources.Loan first = resources.acquire(1, 600);
    asks("small", 1, 400).join();
    Thread large = asks("large", 1, 401);
    assertThat(begun).containsExactly("small 1");
    first.close();
    large.join();
    assertThat(begun).containsExactly("small 1", "large 1");
  }

  @Test
  void moreThanThereIsCountsAsAll() throws InterruptedException {
    try (Resources.Loan loan = resources.acquire(99, 99999)) {
      assertThat(loan.cpus()).isEqualTo(4);
      assertThat(loan.mebibytes()).isEqualTo(1000);
    }
  }

  @Test
  void whoIsInterruptedInTheLineLeavesIt() throws InterruptedException {
    Resources.Loan all = resources.acquire(0, 0);
    Thread gone = asks("gone", 4, 0);
    Thread next = asks("next", 1, 0);
    gone.interrupt();
    gone.join();
    all.close();
    next.join();
    assertThat(begun).containsExactly("next 1");
  }
}
