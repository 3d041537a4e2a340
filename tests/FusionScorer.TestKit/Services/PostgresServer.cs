using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FusionScorer.TestKit.Services;

/// <summary>A PostgreSQL server of its own on loopback, with everything in a temp folder. It ends with the test process, however that ends.</summary>
/// <remarks>It takes 2 to 5 seconds to start: one for a test assembly, with a database for each test.</remarks>
public sealed class PostgresServer : IDisposable
{
    private const string Superuser = "fusion";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // The shell reads commands from a pipe. When the test process is gone the pipe ends, and so does the server. It refuses to run as root.
    // Ctrl+C reaches the shell as well, which then still has a folder to remove.
    private const string Guard = """
        trap '' INT HUP
        if [ "$(id -u)" = 0 ]; then chown -R postgres "$FUSION_TEST_FOLDER"; as="setpriv --reuid postgres --regid postgres --clear-groups"; else as=; fi
        data=$FUSION_TEST_FOLDER/data
        $as "$FUSION_TEST_POSTGRES/initdb" -D "$data" -U fusion --pwfile="$FUSION_TEST_FOLDER/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 >"$FUSION_TEST_FOLDER/initdb.log" 2>&1
        pid=
        while read -r word; do
          case $word in
            start) $as "$FUSION_TEST_POSTGRES/postgres" -D "$data" -p "$FUSION_TEST_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$FUSION_TEST_FOLDER" \
                     -c fsync="$FUSION_TEST_FSYNC" -c max_connections=200 -c shared_buffers=128MB -c log_min_messages=warning >>"$FUSION_TEST_FOLDER/server.log" 2>&1 & pid=$! ;;
            stop) kill -INT $pid; wait $pid; pid= ;;
            kill) kill -QUIT $pid; wait $pid; pid= ;;
          esac
          echo "$word"
        done
        [ -z "$pid" ] || { kill -QUIT $pid 2>/dev/null; wait $pid; }
        rm -rf "$FUSION_TEST_FOLDER"
        """;

    private readonly string _folder;
    private readonly string _password;
    private readonly Process _guard;
    private int _databases;

    private PostgresServer(string folder, string password, Process guard, int port)
    {
        _folder = folder;
        _password = password;
        _guard = guard;
        Port = port;
    }

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Unavailable =>
        OperatingSystem.IsWindows() ? "the test server needs a Unix system" : Programs is null ? "PostgreSQL is not installed" : null;

    /// <summary>The port on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The process under which all of the server's processes run.</summary>
    public int ProcessId => _guard.Id;

    /// <summary>The password of the user <c>fusion</c>, unlike any other text.</summary>
    public string Password => _password;

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : ProgramFactAttribute.Find("initdb") is { } initdb ? Path.GetDirectoryName(initdb) : null;

    /// <summary>Starts a server.</summary>
    /// <param name="durable">Whether what it has confirmed outlives a crash of the machine; many small tests do without.</param>
    public static PostgresServer Start(bool durable = false)
    {
        var folder = Directory.CreateTempSubdirectory("fusionscorer-postgres-").FullName;
        var password = Guid.NewGuid().ToString("N");
        File.WriteAllText(Path.Combine(folder, "password"), password);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false, WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true, ArgumentList = { "-c", Guard },
        };
        start.Environment["FUSION_TEST_POSTGRES"] = Programs ?? throw new InvalidOperationException(Unavailable);
        start.Environment["FUSION_TEST_FOLDER"] = folder;
        start.Environment["FUSION_TEST_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUSION_TEST_FSYNC"] = durable ? "on" : "off";
        var server = new PostgresServer(folder, password, Process.Start(start)!, port);
        server.StartAgain();
        ServerUse.Note("PostgreSQL");
        return server;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it, with name and password.</returns>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        Execute("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>How to connect to a database.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={Superuser};Password={_password}");

    /// <summary>Runs a command of an administrator.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Starts it again on the same data.</summary>
    public void StartAgain()
    {
        Tell("start");
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(started) < Limit)
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(50);
            }
            catch (NpgsqlException fault)
            {
                throw new TimeoutException($"PostgreSQL did not start; it said: {File.ReadAllText(Path.Combine(_folder, "server.log"))}", fault);
            }
        }
    }

    /// <summary>Stops it: what runs is broken off.</summary>
    public void Stop() => Tell("stop");

    /// <summary>Lets it die without any order; what it had confirmed stays.</summary>
    public void Kill() => Tell("kill");

    /// <summary>Stops and starts it on the same data.</summary>
    public void Restart()
    {
        Stop();
        StartAgain();
    }

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private void Tell(string word)
    {
        _guard.StandardInput.WriteLine(word);
        _guard.StandardInput.Flush();
        if (_guard.StandardOutput.ReadLine() != word)
            throw new InvalidOperationException("the shell around PostgreSQL has ended");
    }
}
