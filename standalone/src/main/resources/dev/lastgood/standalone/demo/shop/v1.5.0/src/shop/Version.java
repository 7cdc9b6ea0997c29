package shop;

final class Version {
    static final String NAME = "v1.5.0";

    private Version() {}
}
