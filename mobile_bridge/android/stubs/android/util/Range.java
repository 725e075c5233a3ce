package android.util;

public final class Range<T extends Comparable<? super T>> {
    public Range(T lower, T upper) { throw new RuntimeException("stub"); }
    public static <T extends Comparable<? super T>> Range<T> create(T lower,
            T upper) { throw new RuntimeException("stub"); }
    public T getLower() { throw new RuntimeException("stub"); }
    public T getUpper() { throw new RuntimeException("stub"); }
    public boolean contains(T value) { throw new RuntimeException("stub"); }
}
