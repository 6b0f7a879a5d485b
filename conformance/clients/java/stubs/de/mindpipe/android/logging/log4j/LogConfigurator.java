package de.mindpipe.android.logging.log4j;

import org.apache.log4j.BasicConfigurator;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;

// The library asks for debug output of every request; the driver decides instead.
public class LogConfigurator {
    public void setUseFileAppender(boolean use) {}

    public void setRootLevel(Level level) {}

    public void setLevel(String logger, Level level) {}

    public void configure() {
        BasicConfigurator.configure();
        Logger.getRootLogger().setLevel(Level.toLevel(System.getenv("KEEPWELL_CLIENT_LOG"), Level.OFF));
    }
}
