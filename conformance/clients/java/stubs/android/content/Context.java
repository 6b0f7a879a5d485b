package android.content;

import android.app.Activity;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;

// Private files live in one folder; an activity starts at once, on the calling thread.
public class Context {
    public static final int MODE_PRIVATE = 0;

    private File folder;

    protected Context() {}

    public Context(File folder) {
        this.folder = folder;
    }

    protected void share(Context other) {
        folder = other.folder;
    }

    public Context getApplicationContext() {
        return this;
    }

    public FileInputStream openFileInput(String name) throws FileNotFoundException {
        return new FileInputStream(new File(folder, name));
    }

    public FileOutputStream openFileOutput(String name, int mode) throws FileNotFoundException {
        return new FileOutputStream(new File(folder, name));
    }

    public void startActivity(Intent intent) {
        try {
            ((Activity) intent.target().getDeclaredConstructor().newInstance()).launch(this, intent);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
