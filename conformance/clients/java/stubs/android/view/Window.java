package android.view;

public class Window {
    public static final int FEATURE_PROGRESS = 2;
    public static final int PROGRESS_VISIBILITY_ON = -1;

    public boolean requestFeature(int feature) {
        return true;
    }

    public void setFeatureInt(int feature, int value) {}
}
