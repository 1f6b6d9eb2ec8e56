package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.History;
import dev.holdfast.examples.tunnel.history.Operation;
import dev.holdfast.examples.tunnel.history.Replica;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One run: users at their devices while harm is done, then peace, then the check of what became of it. One thread. */
final class TunnelTest {
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Plan plan;
    private final Stage stage;
    private final Audit audit;
    private final DiaryPages diary = new DiaryPages();
    private final List<User> users = new ArrayList<>();
    private final SplittableRandom chance;

    private TunnelTest(Plan plan, Stage stage, Audit audit) {
        this.plan = plan;
        this.stage = stage;
        this.audit = audit;
        this.chance = new SplittableRandom(plan.seed());
    }

    static Result run(Plan plan) throws Exception {
        Directories.renew(plan.directory());
        try (Postgres database = Postgres.start();
                Stage stage = Stage.start(plan, database)) {
            return new TunnelTest(plan, stage, Audit.of(database)).run();
        } finally {
            Directories.delete(JavaCommand.scratch(plan.directory()));
        }
    }

    private Result run() throws Exception {
        stage.devices().forEach(device -> users.add(user(device)));
        live();
        makePeace();
        History history = history();
        Result result = Result.of(plan, stage, history);
        new Evidence(plan.directory()).keep(result, history, stage.network());
        return result;
    }

    private User user(Device device) {
        Form form = new Form(device, new ActionIds(Clock.systemUTC(), chance.split()), diary);
        Values values = new Values(device.name(), users.size(), stage.devices().size());
        return new User(device, form, new Decisions(device, form, diary), values);
    }

    private void live() throws InterruptedException {
        long end = System.nanoTime() + plan.limit().toNanos();
        List<CompletableFuture<Void>> days = new ArrayList<>();
        for (User user : users) {
            Day day = new Day(user, chance.split());
            days.add(Threads.supply(() -> {
                day.live(() -> diary.operations() >= plan.operations() || System.nanoTime() - end > 0);
                return null;
            }));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(days.toArray(CompletableFuture[]::new));
        new Saboteur(stage, diary, new Random(plan.seed())).act(all::isDone);
        all.join();
    }

    /** Everybody sees to what is left, until nothing is; or the check will say what that was. */
    private void makePeace() {
        stage.server().await();
        stage.network().calm();
        var unused = Await.until(LONGEST_END, GLANCE, this::isPeace);
    }

    private boolean isPeace() {
        boolean finished = true;
        for (User user : users) {
            finished &= user.finish(chance.nextLong());
        }
        // Whoever was first has not seen what the other one did then
        return finished && users.stream().allMatch(user -> user.refresh() && user.isAtRest());
    }

    private History history() throws Exception {
        List<Operation> outboxes = new ArrayList<>();
        List<Replica> clients = new ArrayList<>();
        for (User user : users) {
            outboxes.addAll(Outbox.of(user.device()));
            clients.add(user.screen().replica(user.device().name()));
        }
        Replica server = Api.at(stage.serverPort(), Stage.USER).replica();
        return new History(diary.diary(), outboxes, audit.effects(), clients, server);
    }
}
