package dev.lastgood.workflows.support;

/** Short names for long texts, the same on every machine and in every version: FNV-1a of 64 bits. */
public final class Hash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash() {}

    /** 16 hexadecimal digits. */
    public static String of(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return String.format("%016x", hash);
    }
}
