package shop;

final class Version {
    static final String NAME = "v1.4.0";

    private Version() {}
}
