package dev.lastgood.standalone.e2e;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that has a namespace and a worker to itself. */
abstract class LaneTest {
    Lane lane;

    @BeforeEach
    void borrow() throws InterruptedException {
        lane = Site.get().borrow().working();
    }

    @AfterEach
    void giveBack() {
        lane.close();
    }

    TinyShop shop(TinyShop.Options options) throws Exception {
        return lane.site().shop(options);
    }
}
