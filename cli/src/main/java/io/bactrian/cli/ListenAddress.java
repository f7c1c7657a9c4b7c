package io.bactrian.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server listens.
 *
 * @param host name or address of an interface
 * @param port from 1 to 65535
 */
record ListenAddress(String host, int port) {
  private static final String THIS_MACHINE = "127.0.0.1";
  private static final int HIGHEST = 65_535;

  /** Reads {@code PORT} or {@code ADDRESS:PORT}. */
  static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? THIS_MACHINE : text.substring(0, colon);
    String port = text.substring(colon + 1);
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (host.isEmpty() || number < 1 || number > HIGHEST) {
      throw new TypeConversionException(
          "'" + text + "' is no port; expected a number from 1 to 65535, or ADDRESS:PORT");
    }
    return new ListenAddress(host, number);
  }

  /** For the command line. */
  static final class Converter implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String value) {
      return parse(value);
    }
  }
}
