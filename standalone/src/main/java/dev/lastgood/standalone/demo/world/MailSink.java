package dev.lastgood.standalone.demo.world;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.function.Consumer;

/** A mail server that delivers to nobody but the listener. */
public final class MailSink implements AutoCloseable {
    private final Consumer<Message> listener;
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    public MailSink(Consumer<Message> listener) {
        this.listener = listener;
        server.start();
        server.getManagers().getUserManager().setMessageDeliveryHandler(this::receive);
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    private GreenMailUser receive(MovingMessage moving, MailAddress to) throws MessagingException, UserException {
        MimeMessage mail = moving.getMessage();
        String subject = mail.getSubject() == null ? "" : mail.getSubject();
        listener.accept(new Message("mail to " + to.getEmail(), subject, GreenMailUtil.getBody(mail)));
        UserManager users = server.getManagers().getUserManager();
        GreenMailUser known = users.getUserByEmail(to.getEmail());
        return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), to.getEmail());
    }

    @Override
    public void close() {
        server.stop();
    }
}
