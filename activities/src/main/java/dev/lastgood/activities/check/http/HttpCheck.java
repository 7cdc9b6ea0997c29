package dev.lastgood.activities.check.http;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Before;
import dev.lastgood.activities.check.Compared;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the service itself. One that can't be reached has failed. */
public final class HttpCheck implements Verification {
    static final String SECONDS = "seconds";

    private final Settings settings;
    private final Clients clients = new Clients(null);

    public HttpCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpAsk> settings() {
        return HttpAsk.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), HttpAsk.class);
        var texts = new Texts(settings);
        Http.Answer answer;
        try {
            answer = new Exchange(clients, texts).send(how);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Finding.failed(texts.clean(unreachable(e)));
        }
        double seconds = answer.took().toNanos() / 1e9;
        List<Finding> findings = new ArrayList<>();
        findings.add(judge(how, answer, texts));
        var compared = Compared.of(null, how.worseThanBaseline());
        if (compared.wanted()) {
            findings.add(compared.judge(
                    "time: ",
                    seconds,
                    Before.value(run, SECONDS),
                    true,
                    it -> Words.of(Duration.ofNanos(Math.round(it * 1e9)))));
        }
        Finding all = Finding.all(findings);
        return all.saying(texts.clean(all.detail())).with(SECONDS, seconds);
    }

    static Finding judge(HttpAsk how, Http.Answer answer, Texts texts) {
        List<String> wrong = new Expectations(texts).broken(how, answer);
        String answered = "answered " + answer.status() + " in " + Words.of(answer.took());
        return wrong.isEmpty() ? Finding.passed(answered) : Finding.failed(answered + ", " + String.join("; ", wrong));
    }

    static String unreachable(IOException failure) {
        String certificate = Certificates.refused(failure);
        return certificate == null ? String.valueOf(failure.getMessage()) : certificate;
    }
}
