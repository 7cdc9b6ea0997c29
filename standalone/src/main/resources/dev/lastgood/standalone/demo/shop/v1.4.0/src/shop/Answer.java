package shop;

/** What the shop answers to one request. */
record Answer(int status, String type, String body) {
    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body);
    }

    static Answer html(String body) {
        return new Answer(200, "text/html; charset=utf-8", body);
    }
}
