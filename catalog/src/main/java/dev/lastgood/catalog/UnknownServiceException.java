package dev.lastgood.catalog;

/** A name that means no service, or more than one. The message says which there are. */
public final class UnknownServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownServiceException(String message) {
        super(message);
    }
}
