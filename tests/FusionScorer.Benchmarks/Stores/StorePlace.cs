using System.Globalization;
using FusionScorer.Benchmarks.Processes;
using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.TestKit.Services;
using Npgsql;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>Where a measured project keeps its rows: a file, or a server of its own whose memory is followed.</summary>
internal sealed class StorePlace : IDisposable
{
    private const int IntervalMs = 1000;

    private readonly PostgresServer? _server;
    private readonly string? _database;
    private readonly Timer? _timer;
    private long _peak;

    private StorePlace(PostgresServer? server)
    {
        if (server is null)
            return;
        _server = server;
        _database = server.NewDatabase();
        Settings[StoreLocation.Variable] = _database;
        _timer = new Timer(_ => Interlocked.Exchange(ref _peak, Math.Max(_peak, ProcessTree.Proportional(server.ProcessId))), state: null, 0, IntervalMs);
    }

    /// <summary>What tells the program where it is.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The most bytes that the server had in memory, looked at once a second; null without a server.</summary>
    public long? ServerPeak => _server is null ? null : Interlocked.Read(ref _peak);

    /// <summary>Opens one of the kinds there are.</summary>
    /// <exception cref="BadInputException">There is no such kind, or not here.</exception>
    public static StorePlace Open(string store) => store switch
    {
        "sqlite" => new StorePlace(null),
        "postgres" => PostgresServer.Unavailable is { } why ? throw new BadInputException(why) : new StorePlace(PostgresServer.Start(durable: true)),
        _ => throw new BadInputException($"--store {store}: choose sqlite or postgres"),
    };

    /// <summary>Bytes on disk.</summary>
    public long Size(string project)
    {
        if (_database is null)
            return Directory.EnumerateFiles(project, "fusion.db*").Sum(file => new FileInfo(file).Length);
        using var connection = new NpgsqlConnection(_database);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _server?.Dispose();
    }
}
