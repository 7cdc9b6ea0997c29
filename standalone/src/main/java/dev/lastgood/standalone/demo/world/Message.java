package dev.lastgood.standalone.demo.world;

/**
 * A message that reached people.
 *
 * @param channel where: {@code Slack #incidents}, {@code mail to product@shop.example}
 * @param headline a mail's subject, a Slack message's first line
 * @param text the whole of it, as it came
 */
public record Message(String channel, String headline, String text) {
    /** Without Slack's marks. */
    public String plainHeadline() {
        return headline.replaceAll(":[a-z_]+:\\s*|\\*", "");
    }
}
