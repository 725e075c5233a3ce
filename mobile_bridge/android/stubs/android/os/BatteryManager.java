package android.os;

public class BatteryManager {
    public static final String EXTRA_LEVEL = "level";
    public static final String EXTRA_SCALE = "scale";
    public static final String EXTRA_STATUS = "status";
    public static final String EXTRA_PLUGGED = "plugged";
    public static final String EXTRA_TEMPERATURE = "temperature";
    public static final int BATTERY_PROPERTY_CAPACITY = 4;
    public static final int BATTERY_STATUS_CHARGING = 2;
    public static final int BATTERY_STATUS_FULL = 5;
    public int getIntProperty(int id) { throw new RuntimeException("stub"); }
    public boolean isCharging() { throw new RuntimeException("stub"); }
}
