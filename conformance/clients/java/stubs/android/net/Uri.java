package android.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

public class Uri {
    private final URI uri;

    private Uri(String text) {
        uri = URI.create(text);
    }

    public static Uri parse(String text) {
        return new Uri(text);
    }

    // Names are matched in their exact case, as on Android.
    public String getQueryParameter(String name) {
        String query = uri.getRawQuery();
        if (query == null) return null;
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decode(pair.substring(0, equals)).equals(name)) return decode(pair.substring(equals + 1));
        }
        return null;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
