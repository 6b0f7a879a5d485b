package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.KeyEvent;
import android.view.Window;
import android.webkit.WebView;

public class Activity extends Context {
    private final Window window = new Window();
    private Intent intent;

    public void launch(Context from, Intent start) {
        share(from);
        intent = start;
        onCreate(null);
    }

    public Intent getIntent() {
        return intent;
    }

    public Window getWindow() {
        return window;
    }

    public void setContentView(WebView view) {}

    public void setProgress(int progress) {}

    public void setTitle(CharSequence title) {}

    public void finish() {}

    protected void onCreate(Bundle savedInstanceState) {}

    protected void onDestroy() {}

    public boolean onKeyDown(int keyCode, KeyEvent event) {
        return false;
    }
}
