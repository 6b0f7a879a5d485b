package android.webkit;

public class WebSettings {
    public void setJavaScriptEnabled(boolean enabled) {}

    public void setSupportZoom(boolean supported) {}
}
