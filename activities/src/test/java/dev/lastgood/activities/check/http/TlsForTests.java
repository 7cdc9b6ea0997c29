package dev.lastgood.activities.check.http;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool. */
record TlsForTests(SSLContext context, Path certificate) {
    private static final String PASSWORD = "changeit";

    /** @param begin as keytool takes it, such as {@code -10d} */
    static TlsForTests validFrom(Path folder, String begin, int days) throws Exception {
        Path store = folder.resolve("key" + days + ".p12");
        Path certificate = folder.resolve("certificate" + days + ".pem");
        keytool(
                "-genkeypair", "-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12",
                "-alias", "site", "-keyalg", "EC", "-dname", "CN=site", "-ext", "san=ip:127.0.0.1",
                "-startdate", begin, "-validity", String.valueOf(days));
        keytool(
                "-exportcert", "-rfc", "-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "site",
                "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new TlsForTests(context, certificate);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(printed);
        }
    }
}
