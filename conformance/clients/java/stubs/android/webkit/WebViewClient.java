package android.webkit;

public class WebViewClient {
    public void onPageFinished(WebView view, String url) {}

    public boolean shouldOverrideUrlLoading(WebView view, String url) {
        return false;
    }
}
