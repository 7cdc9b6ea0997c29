package shop;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Requests by status code, and how long they took, in Prometheus' text format. */
final class Metrics {
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5};

    private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length);
    private final LongAdder count = new LongAdder();
    private final DoubleAdder sum = new DoubleAdder();

    void request(int status, double seconds) {
        requests.computeIfAbsent(status, any -> new LongAdder()).increment();
        for (int i = 0; i < BOUNDS.length; i++) {
            if (seconds <= BOUNDS[i]) {
                buckets.incrementAndGet(i);
            }
        }
        count.increment();
        sum.add(seconds);
    }

    Answer text() {
        StringBuilder text = new StringBuilder("# HELP http_requests_total Requests answered.\n")
                .append("# TYPE http_requests_total counter\n");
        requests.forEach((status, number) ->
                text.append("http_requests_total{code=\"" + status + "\"} " + number.sum() + "\n"));
        text.append("# HELP http_request_duration_seconds How long requests took.\n")
                .append("# TYPE http_request_duration_seconds histogram\n");
        for (int i = 0; i < BOUNDS.length; i++) {
            text.append(bucket(Double.toString(BOUNDS[i]), buckets.get(i)));
        }
        text.append(bucket("+Inf", count.sum()))
                .append("http_request_duration_seconds_sum " + sum.sum() + "\n")
                .append("http_request_duration_seconds_count " + count.sum() + "\n");
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text.toString());
    }

    private static String bucket(String bound, long number) {
        return "http_request_duration_seconds_bucket{le=\"" + bound + "\"} " + number + "\n";
    }
}
