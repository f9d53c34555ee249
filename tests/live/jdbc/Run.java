import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Runs a script through the JDBC driver as one call of Statement.execute, or cut at each semicolon: Run SOCKET DATABASE
 * on|off whole|cut FILE. Exit status 0 and nothing said, or 3 and the server's message.
 */
public final class Run {
    private Run() {}

    /** The driver knows TCP alone; the server of the tests listens on a unix socket only. */
    public static final class UnixSockets extends SocketFactory {
        private final String path;

        public UnixSockets(String path) {
            this.path = path;
        }

        @Override
        public Socket createSocket() {
            return new UnixSocket(path);
        }

        @Override
        public Socket createSocket(String host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            return createSocket();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            return createSocket();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            return createSocket();
        }
    }

    private static final class UnixSocket extends Socket {
        private final String path;
        private SocketChannel channel;
        private InputStream in;
        private OutputStream out;

        UnixSocket(String path) {
            this.path = path;
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(path));
            in = Channels.newInputStream(channel);
            out = Channels.newOutputStream(channel);
        }

        @Override
        public boolean isConnected() {
            return channel != null && channel.isConnected();
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public void setSoTimeout(int timeout) {}

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public int getSendBufferSize() {
            return 65536;
        }

        @Override
        public int getReceiveBufferSize() {
            return 65536;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) channel.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("user", "postgres");
        settings.setProperty("socketFactory", UnixSockets.class.getName());
        settings.setProperty("socketFactoryArg", arguments[0]);
        String script = Files.readString(Path.of(arguments[4]));
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://localhost/" + arguments[1], settings);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(arguments[2].equals("on"));
            if (arguments[3].equals("whole")) {
                statement.execute(script);
            } else {
                for (String part : script.split(";")) {
                    if (!part.isBlank()) statement.execute(part);
                }
            }
            if (!connection.getAutoCommit()) connection.commit();
        } catch (SQLException problem) {
            System.err.println(problem.getMessage());
            System.exit(3);
        }
    }
}
