// One SODA round of the Android HealthVault SDK (simplexml) against a Keepwell server. See ../README.md.
// The library opens its own ShellActivity; the WebView in stubs/ hands the address to browser.mjs.

import android.content.Context;
import android.webkit.WebView;
import com.microsoft.hsg.HVRequestException;
import com.microsoft.hsg.android.simplexml.HealthVaultApp;
import com.microsoft.hsg.android.simplexml.HealthVaultInitializationHandler;
import com.microsoft.hsg.android.simplexml.HealthVaultSettings;
import com.microsoft.hsg.android.simplexml.methods.getthings3.request.BlobFormatSpec;
import com.microsoft.hsg.android.simplexml.methods.getthings3.request.ThingRequestGroup2;
import com.microsoft.hsg.android.simplexml.methods.getvocabulary2.response.VocabCodeSet;
import com.microsoft.hsg.android.simplexml.things.thing.BlobInfo;
import com.microsoft.hsg.android.simplexml.things.thing.Thing2;
import com.microsoft.hsg.android.simplexml.things.thing.ThingKey;
import com.microsoft.hsg.android.simplexml.things.types.types.Record;
import com.microsoft.hsg.android.simplexml.things.types.weight.Weight;
import com.microsoft.hsg.android.simplexml.vocabs.types.VocabIdentifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

public class SodaRound {
    static final int STALE_STAMP = 61;

    interface Step {
        void run() throws Exception;
    }

    static boolean failed;

    HealthVaultApp app;
    Record record;
    ThingKey first;
    ThingKey second;

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("keepwell-soda");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (File file : folder.toFile().listFiles()) file.delete();
            folder.toFile().delete();
        }));
        new SodaRound().round(folder);
    }

    void round(Path folder) throws Exception {
        // The library reports a missing settings file as a stack trace; an empty one is silent.
        Files.createFile(folder.resolve("settings.props"));
        WebView.browser = SodaRound::browse;
        Context context = new Context(folder.toFile());
        app = HealthVaultApp.getInstance(context);
        HealthVaultSettings settings = app.getSettings();
        settings.setMasterAppId(env("KEEPWELL_MASTER_APP_ID"));
        settings.setServiceUrl(env("KEEPWELL_PLATFORM_URL"));
        settings.setShellUrl(env("KEEPWELL_SHELL_URL"));
        settings.setIsMultiInstanceAware(true);
        settings.setIsMRA(false);

        step("link", () -> {
            start(context);
            check(app.isAppConnected(), "the Shell did not come back with completion");
            check(!app.getAppId().equals(env("KEEPWELL_MASTER_APP_ID")), "no child application");
        });
        step("session", () -> {
            start(context);
            check(!app.getConnection().getSessionToken().isEmpty(), "no token");
        });
        step("people", () -> {
            record = app.getCurrentRecord();
            check(record != null, "no record");
            check(!record.getPersonId().startsWith("00000000"), "no person");
        });
        step("put", () -> first = record.putThing(new Weight(81.5).getThing()));
        step("get", () -> check(kilograms(first) == 81.5, "wrong kilograms"));
        step("update", () -> {
            second = record.putThing(changed(first, 80.25));
            check(second.getValue().equals(first.getValue()), "another id");
            check(!second.getVersionStamp().equals(first.getVersionStamp()), "same stamp");
            check(kilograms(second) == 80.25, "old value read back");
        });
        step("stale", () -> {
            try {
                record.putThing(changed(first, 79));
            } catch (HVRequestException refused) {
                check(refused.getResponseCode() == STALE_STAMP, "code " + refused.getResponseCode());
                return;
            }
            throw new Exception("an old version stamp was accepted");
        });
        step("remove", () -> record.Remove(second));
        step("gone", () -> check(find(second) == null, "still listed"));
        extra("vocabulary", () -> {
            ArrayList<VocabCodeSet> found = app.getVocabs().get(new ArrayList<>(List.of(new VocabIdentifier("wc", "weight-units"))));
            check(found.size() == 1 && !found.get(0).getItems().isEmpty(), "no items");
        });
        extra("blob", this::blob);
        if (failed) System.exit(1);
    }

    // Large enough for several chunks whatever size the server names, up to its usual 4 MiB.
    void blob() throws Exception {
        byte[] content = new byte[9_000_001];
        new Random(7).nextBytes(content);
        // A weight, since the library writes its File type but cannot read it back.
        ThingKey key = record.putBlobInItem(new Weight(70).getThing(), new BlobInfo("scan", "application/octet-stream"),
                new ByteArrayInputStream(content));
        ThingRequestGroup2 query = ThingRequestGroup2.thingTypeQuery(Weight.ThingType, BlobFormatSpec.streamed);
        Thing2 found = record.getThings(query).getThing().stream()
                .filter(thing -> thing.getThingId().getValue().equals(key.getValue())).findFirst().orElseThrow();
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        found.getBlobPayload().getBlobNamed("scan").download(record, back);
        check(Arrays.equals(content, back.toByteArray()), "other bytes came back: " + back.size());
        record.Remove(key);
    }

    void start(Context context) throws Exception {
        Exception[] failure = new Exception[1];
        app.start(context, new HealthVaultInitializationHandler() {
            @Override
            public void onConnected() {}

            @Override
            public void onError(Exception e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) throw failure[0];
    }

    static Thing2 changed(ThingKey key, double kg) {
        Thing2 thing = new Weight(kg).getThing();
        thing.setThingId(key);
        return thing;
    }

    Thing2 find(ThingKey key) {
        List<Thing2> things = record.getThings(ThingRequestGroup2.thingTypeQuery(Weight.ThingType)).getThing();
        return things.stream().filter(thing -> thing.getThingId().getValue().equals(key.getValue())).findFirst().orElse(null);
    }

    double kilograms(ThingKey key) throws Exception {
        Thing2 thing = find(key);
        check(thing != null, "not listed");
        return ((Weight) thing.getData()).getValue().getKg();
    }

    static List<String> browse(String url) {
        try {
            Process process = new ProcessBuilder("node", env("KEEPWELL_BROWSER"), url)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            List<String> pages = new String(process.getInputStream().readAllBytes()).lines().toList();
            if (process.waitFor() != 0) throw new IllegalStateException("the browser gave up");
            return pages;
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void step(String name, Step step) {
        extra(name, step);
        if (failed) System.exit(1);
    }

    // Nothing after it builds on it.
    static void extra(String name, Step step) {
        try {
            step.run();
            System.out.println("ok " + name);
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            System.out.println("FAIL " + name + " " + e + (cause == e ? "" : " / " + cause));
            failed = true;
        }
    }

    static void check(boolean condition, String message) throws Exception {
        if (!condition) throw new Exception(message);
    }

    static String env(String name) {
        String value = System.getenv(name);
        if (value == null) throw new IllegalStateException(name + " is not set");
        return value;
    }
}
