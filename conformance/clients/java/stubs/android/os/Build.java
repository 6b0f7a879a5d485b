package android.os;

public class Build {
    public static class VERSION {
        public static final String RELEASE = "0";
        public static final int SDK_INT = 0;
    }
}
