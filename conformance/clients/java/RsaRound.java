// One RSA round of the classic HealthVault Java SDK against a Keepwell server. See ../README.md.
// Run from source: java -cp <sdk and its jars> RsaRound.java

import com.microsoft.hsg.ApplicationAuthenticator;
import com.microsoft.hsg.Connection;
import com.microsoft.hsg.DefaultSharedSecret;
import com.microsoft.hsg.HVRequestException;
import com.microsoft.hsg.PrivateKeyStore;
import com.microsoft.hsg.Request;
import com.microsoft.hsg.URLConnectionTransport;
import com.microsoft.hsg.request.SimpleRequestTemplate;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.w3c.dom.Document;

public class RsaRound {
    static final String WEIGHT = "3d34d87e-7fc1-4153-800f-f56592cb0d17";
    static final int STALE_STAMP = 61;

    record Key(String id, String stamp) {}

    interface Step {
        void run() throws Exception;
    }

    final Connection connection = new Connection();
    String recordId;
    Key first;
    Key second;

    public static void main(String[] args) throws Exception {
        new RsaRound().round();
    }

    void round() throws Exception {
        Logger.getRootLogger().setLevel(Level.toLevel(System.getenv("KEEPWELL_CLIENT_LOG"), Level.OFF));
        URLConnectionTransport transport = new URLConnectionTransport();
        transport.setUrl(new URL(env("KEEPWELL_PLATFORM_URL")));
        transport.setConnectionTimeout(10_000);
        transport.setReadTimeout(30_000);
        ApplicationAuthenticator authenticator = new ApplicationAuthenticator();
        authenticator.setAppId(env("KEEPWELL_APP_ID"));
        authenticator.setKeyStore(new PemStore(env("KEEPWELL_KEY"), env("KEEPWELL_CERT")));
        authenticator.setSharedSecretGenerator(new DefaultSharedSecret());
        connection.setAppId(env("KEEPWELL_APP_ID"));
        connection.setTransport(transport);
        connection.setAuthenticator(authenticator);

        step("session", () -> {
            connection.authenticate();
            check(!connection.getSessionToken().isEmpty(), "no token");
        });
        step("person", () -> {
            Document answer = online("GetPersonInfo", "1", null, "<info/>");
            check(!text(answer, "//person-info/person-id").isEmpty(), "no person");
            recordId = text(answer, "//person-info/selected-record-id");
            check(!recordId.isEmpty(), "no selected record");
        });
        step("renew", () -> {
            // A token the server does not know: the SDK opens a new session on code 65 and tries once more.
            String old = connection.getSessionToken();
            connection.setSessionToken(old.substring(0, 40) + (old.charAt(40) == 'A' ? 'B' : 'A') + old.substring(41));
            online("GetPersonInfo", "1", null, "<info/>");
            check(!connection.getSessionToken().equals(old), "no new session");
        });
        step("put", () -> first = put("1", weight(null, "81.5")));
        step("get", () -> check(kilograms(first.id).equals("81.5"), "wrong kilograms"));
        step("offline", () -> {
            SimpleRequestTemplate offline =
                    new SimpleRequestTemplate(connection, env("KEEPWELL_PERSON_ID"), recordId);
            Document answer = send(offline, "GetThings", "3", byType());
            check(!text(answer, "//thing[thing-id='" + first.id + "']/type-id").isEmpty(), "not listed");
        });
        step("update", () -> {
            second = put("2", weight(first, "80.25"));
            check(second.id.equals(first.id) && !second.stamp.equals(first.stamp), "id or stamp wrong");
            check(kilograms(first.id).equals("80.25"), "old value read back");
        });
        step("stale", () -> {
            try {
                put("2", weight(first, "79"));
            } catch (HVRequestException refused) {
                check(refused.getResponseCode() == STALE_STAMP, "code " + refused.getResponseCode());
                return;
            }
            throw new Exception("an old version stamp was accepted");
        });
        step("remove", () -> online("RemoveThings", "1", recordId, "<info>" + thingId(second) + "</info>"));
        step("gone", () -> {
            Document answer = online("GetThings", "3", recordId, byType());
            check(text(answer, "//thing[thing-id='" + first.id + "']/type-id").isEmpty(), "still listed");
        });
    }

    Document online(String method, String version, String record, String info) {
        SimpleRequestTemplate template = new SimpleRequestTemplate(connection, null, record);
        template.setUserAuthToken(env("KEEPWELL_USER_TOKEN"));
        return send(template, method, version, info);
    }

    static Document send(SimpleRequestTemplate template, String method, String version, String info) {
        Request request = new Request();
        request.setMethodName(method);
        request.setMethodVersion(version);
        request.setInfo(info);
        return (Document) template.makeRequest(request, stream -> {
            byte[] body = stream.readAllBytes();
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(body));
        });
    }

    Key put(String version, String thing) throws Exception {
        Document answer = online("PutThings", version, recordId, "<info>" + thing + "</info>");
        return new Key(text(answer, "//thing-id"), text(answer, "//thing-id/@version-stamp"));
    }

    String kilograms(String id) throws Exception {
        String info = "<info><group name=\"one\"><id>" + id
                + "</id><format><section>core</section><xml/></format></group></info>";
        return text(online("GetThings", "3", recordId, info), "//group[@name='one']/thing/data-xml/weight/value/kg");
    }

    static String byType() {
        return "<info><group><filter><type-id>" + WEIGHT
                + "</type-id></filter><format><section>core</section><xml/></format></group></info>";
    }

    static String weight(Key key, String kg) {
        return "<thing>" + (key == null ? "" : thingId(key)) + "<type-id>" + WEIGHT + "</type-id><data-xml><weight>"
                + "<when><date><y>2026</y><m>1</m><d>3</d></date><time><h>7</h><m>30</m></time></when>"
                + "<value><kg>" + kg + "</kg></value></weight><common/></data-xml></thing>";
    }

    static String thingId(Key key) {
        return "<thing-id version-stamp=\"" + key.stamp + "\">" + key.id + "</thing-id>";
    }

    static String text(Document document, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    static void step(String name, Step step) {
        try {
            step.run();
            System.out.println("ok " + name);
        } catch (Exception e) {
            System.out.println("FAIL " + name + " " + e);
            System.exit(1);
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

    // The SDK's own store wants a JKS file on the class path; its interface is made for others.
    static class PemStore implements PrivateKeyStore {
        final PrivateKey key;
        final String thumbprint;

        PemStore(String keyFile, String certificateFile) throws Exception {
            String pem = Files.readString(Path.of(keyFile)).replaceAll("-----[^-]+-----|\\s", "");
            key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            try (var stream = Files.newInputStream(Path.of(certificateFile))) {
                byte[] der = CertificateFactory.getInstance("X.509").generateCertificate(stream).getEncoded();
                thumbprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(der));
            }
        }

        @Override
        public PrivateKey getPrivateKey() {
            return key;
        }

        @Override
        public String getThumbprint() {
            return thumbprint;
        }
    }
}
