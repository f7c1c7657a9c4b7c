package io.bactrian.dsl;

import io.bactrian.step.StepConstants;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.support.ExpressionSupport;

/** Lambdas as what Camel calls. */
final class Functions {
  private Functions() {}

  /** A function on the body. */
  record Mapping(String name, Function<?, ?> function) implements Processor {
    @Override
    public void process(Exchange exchange) {
      exchange.getMessage().setBody(apply(name, function, exchange));
    }
  }

  /** A predicate on the body. */
  static final class Condition extends ExpressionSupport implements Predicate {
    private final String name;
    private final java.util.function.Predicate<?> predicate;

    Condition(String name, java.util.function.Predicate<?> predicate) {
      this.name = name;
      this.predicate = predicate;
    }

    @Override
    public boolean matches(Exchange exchange) {
      @SuppressWarnings("unchecked")
      java.util.function.Predicate<Object> typed = (java.util.function.Predicate<Object>) predicate;
      return (Boolean) apply(name, (Object body) -> typed.test(body), exchange);
    }

    @Override
    protected String assertionFailureMessage(Exchange exchange) {
      return name;
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
      return exchange.getContext().getTypeConverter().convertTo(type, matches(exchange));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What fails here is listed as failed here. */
  private static Object apply(String name, Function<?, ?> function, Exchange exchange) {
    @SuppressWarnings("unchecked")
    Function<Object, Object> typed = (Function<Object, Object>) function;
    try {
      return typed.apply(exchange.getMessage().getBody());
    } catch (RuntimeException e) {
      exchange.getMessage().setHeader(StepConstants.FAILED_STEP, name);
      throw e;
    }
  }
}
