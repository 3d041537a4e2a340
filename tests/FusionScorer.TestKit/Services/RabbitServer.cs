using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FusionScorer.TestKit.Services;

/// <summary>A RabbitMQ broker of its own on loopback, with everything in a temp folder. It ends with the test process, however that ends.</summary>
/// <remarks>It takes 5 to 15 seconds to start: one for a test assembly.</remarks>
public sealed class RabbitServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    // The shell reads commands from a pipe. When the test process is gone the pipe ends, and so do the servers.
    // Ctrl+C reaches the shell as well, which then still has a folder to remove.
    private const string Guard = """
        trap '' INT HUP
        epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" >>"$HOME/epmd.log" 2>&1 &
        epmd=$!
        pid=
        while read -r word; do
          case $word in
            start) "$FUSION_TEST_RABBIT" >>"$HOME/server.log" 2>&1 & pid=$! ;;
            stop) kill -TERM $pid; wait $pid; pid= ;;
            kill) kill -KILL $pid; wait $pid; pid= ;;
          esac
          echo "$word"
        done
        [ -z "$pid" ] || kill -KILL $pid 2>/dev/null
        kill -KILL $epmd 2>/dev/null
        wait
        rm -rf "$HOME"
        """;

    private readonly string _folder;
    private readonly Process _guard;

    private RabbitServer(string folder, Process guard, int port)
    {
        _folder = folder;
        _guard = guard;
        Port = port;
    }

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Unavailable =>
        OperatingSystem.IsWindows() ? "the test broker needs a Unix system" : Program is null || ProgramFactAttribute.Find("epmd") is null ? "RabbitMQ is not installed" : null;

    /// <summary>The port on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The process under which all of the broker's processes run.</summary>
    public int ProcessId => _guard.Id;

    /// <summary>Where clients connect, with the name and password of a fresh broker.</summary>
    public Uri Uri => new(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{Port}/"));

    private static string? Program => File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : ProgramFactAttribute.Find("rabbitmq-server");

    /// <summary>Starts a broker with no queues.</summary>
    public static async Task<RabbitServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fusionscorer-rabbit-").FullName;
        var (port, nodes, names) = FreePorts();
        await File.WriteAllTextAsync(Path.Combine(folder, "plugins"), "[].\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.default = 127.0.0.1:{port}
            disk_free_limit.absolute = 10MB
            raft.wal_max_size_bytes = 16000000
            log.console = true
            log.console.level = warning

            """));
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false, WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, ArgumentList = { "-c", Guard },
        };
        foreach (var (name, value) in Settings(folder, nodes, names))
            start.Environment[name] = value;
        var server = new RabbitServer(folder, Process.Start(start)!, port);
        await server.StartAgainAsync();
        ServerUse.Note("RabbitMQ");
        return server;
    }

    /// <summary>Starts it again on the same data.</summary>
    public async Task StartAgainAsync()
    {
        await TellAsync("start");
        using var limit = new CancellationTokenSource(Limit);
        while (!await AnswersAsync(limit.Token))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"RabbitMQ did not start; it said: {await File.ReadAllTextAsync(Path.Combine(_folder, "server.log"), CancellationToken.None)}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>Stops it in order; its data stay.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Kills it; what it had confirmed stays.</summary>
    public Task KillAsync() => TellAsync("kill");

    /// <summary>Stops and starts it on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static IEnumerable<(string Name, string Value)> Settings(string folder, int nodes, int names) =>
    [
        ("FUSION_TEST_RABBIT", Program ?? throw new InvalidOperationException(Unavailable)),
        ("HOME", folder),
        ("ERL_EPMD_PORT", names.ToString(CultureInfo.InvariantCulture)),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("ERL_CRASH_DUMP", Path.Combine(folder, "crash.dump")),
        ("RUNNING_UNDER_SYSTEMD", "1"), // its start script then becomes the server instead of watching over it
        ("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
        ("RABBITMQ_CONFIG_FILE", Path.Combine(folder, "rabbitmq.conf")),
        ("RABBITMQ_DIST_PORT", nodes.ToString(CultureInfo.InvariantCulture)),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(folder, "plugins")),
        ("RABBITMQ_LOG_BASE", Path.Combine(folder, "log")),
        ("RABBITMQ_MNESIA_BASE", Path.Combine(folder, "mnesia")),
        ("RABBITMQ_NODENAME", "fusion@localhost"),
        ("RABBITMQ_PID_FILE", Path.Combine(folder, "pid")),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
    ];

    private static (int Port, int Nodes, int Names) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        using var third = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        third.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port, ((IPEndPoint)third.LocalEndpoint).Port);
    }

    private async Task TellAsync(string word)
    {
        await _guard.StandardInput.WriteLineAsync(word);
        await _guard.StandardInput.FlushAsync();
        if (await _guard.StandardOutput.ReadLineAsync() != word)
            throw new InvalidOperationException("the shell around RabbitMQ has ended");
    }

    // A broker that listens may not serve yet: it does once it answers the protocol's greeting.
    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellation);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, cancellation) == 1 && answer[0] == 1;
        }
        catch (Exception fault) when (fault is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
