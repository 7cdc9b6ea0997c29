package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.Words;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Shows a rollback until it ends: drawn in place on a terminal, as lines of the timeline elsewhere. */
final class Follow {
    private static final long EVERY_MILLIS = 1_000;
    private static final int PATIENCE = 60;

    private final Rollbacks rollbacks;
    private final ServiceRef service;
    private final PrintWriter out;
    private final Terminal terminal;
    private final StatusRenderer renderer;
    private boolean seen;
    private int drawn;
    private int told;
    private String lastNote = "";

    Follow(Rollbacks rollbacks, ServiceRef service, PrintWriter out, Terminal terminal) {
        this.rollbacks = rollbacks;
        this.service = service;
        this.out = out;
        this.terminal = terminal;
        this.renderer = new StatusRenderer(terminal.colours());
    }

    /** @return the exit code of its outcome */
    int untilItEnds() throws InterruptedException {
        while (true) {
            RollbackView view = look();
            if (terminal.inPlace()) {
                draw(renderer.view(view, Instant.now()), !view.runs());
            } else {
                append(view);
            }
            RollbackStatus status = view.status();
            if (!view.runs()) {
                return Exit.of(status == null ? null : status.outcome());
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }

    /** What was seen once may be out of reach for a while: the rollback goes on meanwhile. */
    private RollbackView look() throws InterruptedException {
        for (int failed = 0; ; failed++) {
            try {
                RollbackView view = rollbacks.look(service);
                seen = true;
                return view;
            } catch (CliProblem | RollbackProblem e) {
                if (!seen || Exit.of(e) != Exit.UNREACHABLE || failed >= PATIENCE) {
                    throw e;
                }
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }

    private void draw(List<String> all, boolean last) {
        Screen screen = Screen.now();
        List<String> lines = last ? screen.folded(all) : screen.fit(all);
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "F\u001b[J");
        }
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }

    private void append(RollbackView view) {
        RollbackStatus status = view.status();
        if (status == null) {
            if (!view.note().equals(lastNote)) {
                out.println(view.note());
            }
        } else {
            for (; told < status.timeline().size(); told++) {
                RollbackStatus.Event event = status.timeline().get(told);
                String person = event.person() == null ? "" : " [" + event.person() + "]";
                out.println(Words.clock(event.at()) + person + " " + event.text());
            }
            if (status.question() != null && !view.note().equals(lastNote)) {
                renderer.status(status, Instant.now()).stream()
                        .dropWhile(line -> !line.startsWith("?"))
                        .forEach(out::println);
            }
        }
        if (!view.runs()) {
            view.todo().forEach(todo -> out.println("→ " + todo));
        }
        lastNote = view.note();
        out.flush();
    }
}
