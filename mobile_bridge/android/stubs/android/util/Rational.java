package android.util;

public final class Rational extends Number implements Comparable<Rational> {
    public Rational(int numerator, int denominator) { throw new RuntimeException("stub"); }
    public int compareTo(Rational another) { throw new RuntimeException("stub"); }
    public double doubleValue() { throw new RuntimeException("stub"); }
    public float floatValue() { throw new RuntimeException("stub"); }
    public int intValue() { throw new RuntimeException("stub"); }
    public long longValue() { throw new RuntimeException("stub"); }
}
