package android.content;

import java.util.HashMap;
import java.util.Map;

public class Intent {
    private final Class<?> target;
    private final Map<String, String> extras = new HashMap<>();

    public Intent(Context context, Class<?> target) {
        this.target = target;
    }

    Class<?> target() {
        return target;
    }

    public Intent putExtra(String name, String value) {
        extras.put(name, value);
        return this;
    }

    public String getStringExtra(String name) {
        return extras.get(name);
    }
}
