package android.webkit;

import android.content.Context;
import java.util.List;
import java.util.function.Function;

// The browser itself is the driver's: from an address to every page that was shown, in order.
public class WebView {
    public static Function<String, List<String>> browser;

    private WebViewClient client = new WebViewClient();

    public WebView(Context context) {}

    public WebSettings getSettings() {
        return new WebSettings();
    }

    public void setWebViewClient(WebViewClient client) {
        this.client = client;
    }

    public void setWebChromeClient(WebChromeClient client) {}

    public boolean canGoBack() {
        return false;
    }

    public void goBack() {}

    public void loadUrl(String url) {
        for (String page : browser.apply(url)) client.onPageFinished(this, page);
    }
}
