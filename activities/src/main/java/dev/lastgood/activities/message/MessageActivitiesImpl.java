package dev.lastgood.activities.message;

import dev.lastgood.activities.Adapters;
import dev.lastgood.workflows.activities.MessageActivities;
import java.util.List;

/** Hands each message to the channel of its type. */
public final class MessageActivitiesImpl implements MessageActivities {
    private final Adapters<MessageChannel> channels;

    public MessageActivitiesImpl(List<MessageChannel> channels) {
        this.channels = new Adapters<>("channel", channels);
    }

    @Override
    public Sent send(Send send) {
        return channels.of(send.channel().type()).send(send);
    }
}
