package dev.lastgood.activities.message;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Mail by SMTP. The same notice carries the same Message-ID when it is sent again, so that mail programs show it once; the
 * mails of one rollback are one thread.
 */
public final class EmailChannel implements MessageChannel {
    private final Settings settings;
    private final MessageTemplates templates;

    public EmailChannel(Settings settings, MessageTemplates templates) {
        this.settings = settings;
        this.templates = templates;
    }

    /** Which server, from whom, to whom. */
    public record Config(
            @Describe("host:port of the mail server") String server,
            @Describe("The sender's address") String from,
            @Describe("The receivers' addresses") List<String> to,

            @Describe("Who logs in there, if one must") @Nullable
            String user,

            @Describe("Where the password is") @Nullable SecretRef password,

            @Describe("Whether the connection must be encrypted; without it is where the server offers it")
            @Default("false")
            boolean starttls,

            @Describe("How long one try may take") @Default("8s")
            Duration timeout) {}

    @Override
    public String type() {
        return "email";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Sent send(Send send) {
        var how = settings.bind(send.channel(), Config.class);
        try {
            Session session = Session.getInstance(properties(how));
            MimeMessage message = message(send, how, session);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(how.user(), settings.secretOrNull(how.password()));
                transport.sendMessage(message, message.getAllRecipients());
            }
            return new Sent("Mailed " + String.join(", ", how.to()) + ".");
        } catch (AddressException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, "'" + e.getRef() + "' is not a mail address");
        } catch (AuthenticationFailedException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    how.server() + " refused the login of " + how.user() + " with the password of " + how.password());
        } catch (MessagingException e) {
            throw new IllegalStateException("Not mailed by " + how.server() + ": " + e.getMessage(), e);
        }
    }

    private MimeMessage message(Send send, Config how, Session session) throws MessagingException {
        String text = templates.render(send.notice(), "email");
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String thread = "<" + send.notice().rollback().id() + "@lastgood>";
        String id = UUID.nameUUIDFromBytes((send + text).getBytes(StandardCharsets.UTF_8))
                .toString();
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@lastgood>");
            }
        };
        message.setFrom(new InternetAddress(how.from(), true));
        for (String to : how.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        }
        message.setHeader("References", thread);
        message.setHeader("In-Reply-To", thread);
        message.setSubject(text.substring(0, end).strip(), StandardCharsets.UTF_8.name());
        message.setText(text.substring(end).strip() + "\n", StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        message.saveChanges();
        return message;
    }

    private static Properties properties(Config how) {
        int colon = how.server().lastIndexOf(':');
        if (colon < 0 || !how.server().substring(colon + 1).matches("\\d{1,5}")) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "server: '" + how.server() + "' must be a host and a port, such as mail.example.com:587");
        }
        String millis = String.valueOf(how.timeout().toMillis());
        var properties = new Properties();
        properties.put("mail.smtp.host", how.server().substring(0, colon));
        properties.put("mail.smtp.port", how.server().substring(colon + 1));
        properties.put("mail.smtp.auth", String.valueOf(how.user() != null));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(how.starttls()));
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        return properties;
    }
}
