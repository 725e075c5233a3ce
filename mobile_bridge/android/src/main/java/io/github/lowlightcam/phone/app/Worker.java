package io.github.lowlightcam.phone.app;

import android.os.Handler;
import android.os.HandlerThread;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that does one thing after the other. */
final class Worker {
    final Handler handler;
    private final HandlerThread thread;

    /** @param priority as android.os.Process has them */
    Worker(String name, int priority) {
        thread = new HandlerThread(name, priority);
        thread.start();
        handler = new Handler(thread.getLooper());
    }

    void post(Runnable work) {
        handler.post(work);
    }

    /**
     * Have something done, and wait for that. Not to be called on this thread.
     *
     * @param seconds how long it is waited for
     * @throws IllegalStateException if it fails, with its message, or takes longer than that
     */
    <T> T call(Callable<T> work, int seconds) {
        FutureTask<T> task = new FutureTask<T>(work);
        if (!handler.post(task)) throw new IllegalStateException("this thread has ended");
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Do what is waiting, and end. */
    void end() {
        thread.quitSafely();
    }
}
