package dev.lastgood.activities.check.http;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Keys made by the JDK's keytool.
 *
 * @param certificate of whoever signed it, as PEM
 */
record TlsForTests(SSLContext context, Path certificate) {
    private static final String PASSWORD = "changeit";

    /** For 127.0.0.1, signed by itself. */
    static TlsForTests ofItself(Path folder, String begin, int days) throws Exception {
        Path store = key(folder, "self" + days, "ip:127.0.0.1", begin, days);
        return new TlsForTests(context(store), exported(store, folder.resolve("self" + days + ".pem")));
    }

    /** Signed by an authority of its own. */
    static TlsForTests ofAnAuthority(Path folder, String san, String begin, int days) throws Exception {
        Path authority = key(folder, "authority", "dns:authority", "-20d", 100);
        Path store = key(folder, "site", san, begin, days);
        Path ca = exported(authority, folder.resolve("ca.pem"));
        Path request = folder.resolve("site.csr");
        Path signed = folder.resolve("site.pem");
        keytool(store, "-certreq", "-alias", "site", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-rfc",
                "-alias",
                "site",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=" + san,
                "-startdate",
                begin,
                "-validity",
                String.valueOf(days));
        keytool(store, "-importcert", "-noprompt", "-alias", "ca", "-file", ca.toString());
        keytool(store, "-importcert", "-noprompt", "-alias", "site", "-file", signed.toString());
        return new TlsForTests(context(store), ca);
    }

    /** @param begin as keytool takes it, such as {@code -10d} */
    private static Path key(Path folder, String name, String san, String begin, int days) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + san,
                "-ext",
                "bc=ca:true",
                "-startdate",
                begin,
                "-validity",
                String.valueOf(days));
        return store;
    }

    private static Path exported(Path store, Path file) throws Exception {
        keytool(store, "-exportcert", "-rfc", "-alias", "site", "-file", file.toString());
        return file;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        argv.addAll(List.of(arguments));
        argv.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(printed);
        }
    }
}
