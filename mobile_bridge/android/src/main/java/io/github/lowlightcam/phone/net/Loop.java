package io.github.lowlightcam.phone.net;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing after the other, and one of them later: what `setTimeout` is for a page. */
final class Loop {
    private final ScheduledThreadPoolExecutor thread;
    private Future<?> planned;

    Loop(final String name) {
        thread = new ScheduledThreadPoolExecutor(1, new ThreadFactory() {
            @Override
            public Thread newThread(Runnable work) {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                return thread;
            }
        }, new ThreadPoolExecutor.DiscardPolicy()) {
            @Override
            protected void afterExecute(Runnable work, Throwable thrown) {
                if (work instanceof Future && ((Future<?>) work).isDone()) {
                    tell((Future<?>) work);
                }
            }
        };
        thread.setRemoveOnCancelPolicy(true);
        planned = thread.schedule(new Runnable() {
            @Override
            public void run() {}
        }, 0, TimeUnit.MILLISECONDS);
    }

    void execute(Runnable work) {
        thread.execute(work);
    }

    void every(int periodMs, Runnable work) {
        thread.scheduleWithFixedDelay(work, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    void later(int delayMs, Runnable work) {
        thread.schedule(work, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Does it later, unless {@link #unplan} comes before. In the loop only. */
    void plan(int delayMs, Runnable work) {
        unplan();
        planned = thread.schedule(work, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Forgets what was planned. In the loop only. */
    void unplan() {
        planned.cancel(false);
    }

    /** Ends later; what is to be done by then is. */
    void close(int delayMs) {
        later(delayMs, new Runnable() {
            @Override
            public void run() {
                thread.shutdownNow();
            }
        });
    }

    /** A fault of ours ends the program as anywhere else; the executor would keep it to itself. */
    private static void tell(Future<?> work) {
        try {
            if (!work.isCancelled()) {
                work.get();
            }
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
