// The live tests of the Android SDK, their classes as compiled. See ../README.md.
// They name the test platform and its application in constants. Whatever of those a class holds is replaced while
// it is loaded; its file stays as it is.

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junit.framework.AssertionFailedError;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestListener;
import junit.framework.TestResult;
import junit.framework.TestSuite;

public class LiveSuite {
    private static final Map<String, String> SETTINGS = Map.of(
        "https://platform.healthvault-ppe.com/platform/wildcat.ashx", env("KEEPWELL_PLATFORM_URL"),
        "90976b0c-e0c2-467e-b65c-ed9117aa94e9", env("KEEPWELL_APP_ID"),
        "JpGYZ54MRAhy2Gw9uoWCfxTG97ufR3v7kZ/i2JG+Utw=", env("KEEPWELL_APP_SECRET"));

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        // The SDK prints what it sends and gets.
        boolean isShown = System.getenv().getOrDefault("KEEPWELL_CLIENT_LOG", "").length() > 0;
        System.setOut(isShown ? System.err : new PrintStream(OutputStream.nullOutputStream()));
        Path folder = Paths.get(env("KEEPWELL_CLIENT_JAVA_TESTS"));
        Loader loader = new Loader(folder);
        TestResult result = new TestResult();
        result.addListener(new Told(out));
        for (String name : classesIn(folder)) {
            Class<?> type = loader.loadClass(name);
            if (TestCase.class.isAssignableFrom(type) && hasTests(type)) new TestSuite(type).run(result);
        }
        out.flush();
        System.exit(result.wasSuccessful() && result.runCount() > 0 ? 0 : 1);
    }

    private static List<String> classesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                .filter(file -> file.endsWith(".class") && !file.contains("$"))
                .map(file -> file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
                .sorted()
                .collect(Collectors.toList());
        }
    }

    private static boolean hasTests(Class<?> type) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().startsWith("test"));
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw new IllegalStateException(name + " is not set");
        return value;
    }

    /** Says how each test went; what it threw last is why it failed. */
    private static class Told implements TestListener {
        private final PrintStream out;
        private final Set<Test> failed = new HashSet<>();

        Told(PrintStream out) {
            this.out = out;
        }

        @Override
        public void addError(Test test, Throwable problem) {
            failed.add(test);
            Throwable cause = problem;
            while (cause.getCause() != null) cause = cause.getCause();
            out.println("FAIL " + nameOf(test) + " " + String.valueOf(cause).replaceAll("\\s+", " "));
            problem.printStackTrace();
        }

        @Override
        public void addFailure(Test test, AssertionFailedError problem) {
            addError(test, problem);
        }

        @Override
        public void startTest(Test test) {
        }

        @Override
        public void endTest(Test test) {
            if (!failed.contains(test)) out.println("ok " + nameOf(test));
        }

        private static String nameOf(Test test) {
            return test.getClass().getSimpleName() + "." + ((TestCase) test).getName();
        }
    }

    private static class Loader extends ClassLoader {
        private final Path folder;

        Loader(Path folder) {
            super(LiveSuite.class.getClassLoader());
            this.folder = folder;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] code = withSettings(Files.readAllBytes(folder.resolve(name.replace('.', '/') + ".class")));
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Constants come first in a class file: kind and content of each. Kind 1 is a text. */
    private static byte[] withSettings(byte[] code) throws IOException {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(code));
        DataOutputStream out = new DataOutputStream(made);
        out.writeInt(in.readInt());
        out.writeInt(in.readInt());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int index = 1; index < count; index++) {
            int kind = in.readUnsignedByte();
            out.writeByte(kind);
            if (kind == 1) {
                String text = in.readUTF();
                out.writeUTF(SETTINGS.getOrDefault(text, text));
            } else {
                out.write(in.readNBytes(bytesOf(kind)));
                if (kind == 5 || kind == 6) index++; // a long or a double takes two places
            }
        }
        in.transferTo(out);
        return made.toByteArray();
    }

    private static int bytesOf(int kind) {
        switch (kind) {
            case 5: case 6: return 8;
            case 7: case 8: case 16: case 19: case 20: return 2;
            case 15: return 3;
            default: return 4;
        }
    }
}
