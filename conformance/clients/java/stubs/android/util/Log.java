package android.util;

public class Log {
    public static int d(String tag, String text) {
        return 0;
    }

    public static int d(String tag, String text, Throwable cause) {
        return 0;
    }

    public static int i(String tag, String text) {
        return 0;
    }

    public static int e(String tag, String text) {
        System.err.println(tag + ": " + text);
        return 0;
    }
}
